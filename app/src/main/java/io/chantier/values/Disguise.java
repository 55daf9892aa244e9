package io.chantier.values;

import com.ibm.icu.text.SpoofChecker;
import java.util.List;
import java.util.Optional;

/** Why a name is likely to be taken for another one. */
public sealed interface Disguise {

    /** Letters of several scripts in one word. */
    record MixedScripts(String label) implements Disguise {}

    /** A foreign word that reads as a Latin one below a Latin ending. */
    record Lookalike(String label, String looks) implements Disguise {}

    static Optional<Disguise> of(DomainName name) {
        var labels = List.of(name.inUnicode().split("\\."));
        boolean latinEnding = isPlain(labels.getLast());
        return labels.stream()
                .filter(label -> !isPlain(label))
                .flatMap(label -> Letters.judge(label, latinEnding).stream())
                .findFirst();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(letter -> letter < 0x80);
    }

    /** Apart, because few names need the tables behind it. */
    final class Letters {

        private static final SpoofChecker SCRIPTS = new SpoofChecker.Builder()
                .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.MIXED_NUMBERS)
                .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
                .build();

        private Letters() {}

        private static Optional<Disguise> judge(String label, boolean latinEnding) {
            if (SCRIPTS.failsChecks(label)) return Optional.of(new MixedScripts(label));
            var looks = SCRIPTS.getSkeleton(label);
            return latinEnding && isPlain(looks) ? Optional.of(new Lookalike(label, looks)) : Optional.empty();
        }
    }
}
