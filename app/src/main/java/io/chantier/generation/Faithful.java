package io.chantier.generation;

import io.chantier.languages.MainText;
import io.chantier.reading.Claims;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether a text can be the translation of another: nothing added, nothing left out, every figure and address as it was. */
public final class Faithful {

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** A full hour is written with and without its minutes, an amount with and without its cents. */
    private static final Pattern NOTHING = Pattern.compile("0+");

    private static final Pattern STRANGE = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}&&[^\\n\\t\\u00ad]]|[\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}]");
    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!]");
    private static final int LONG_ENOUGH = 60;
    private static final double SHORTEST = 0.4;
    private static final double LONGEST = 2.5;

    private Faithful() {}

    /** Why it cannot, in English, for whoever tries again; empty where it can. */
    public static Optional<String> objection(MainText main, String translation) {
        var source = main.text();
        if (translation.isBlank()) return Optional.of("it is empty");
        if (translation.length() > main.longest())
            return Optional.of("it has %d characters, at most %d fit".formatted(translation.length(), main.longest()));
        if (STRANGE.matcher(translation).find()) return Optional.of("it has characters that nobody sees");
        if (MARKUP.matcher(translation).find() && !MARKUP.matcher(source).find())
            return Optional.of("it has markup that the text does not have");
        if (!figures(source).equals(figures(translation)))
            return Optional.of(
                    "its figures are %s, those of the text are %s".formatted(figures(translation), figures(source)));
        if (!addresses(source).equals(addresses(translation)))
            return Optional.of("its addresses are not those of the text");
        var isLong = source.length() >= LONG_ENOUGH;
        if (isLong && translation.length() < SHORTEST * source.length())
            return Optional.of("it leaves out a part of the text");
        if (translation.length() > LONGEST * Math.max(source.length(), LONG_ENOUGH / 2))
            return Optional.of("it says more than the text");
        return Optional.empty();
    }

    private static Set<String> addresses(String text) {
        var plain = plain(text);
        var addresses = new HashSet<>(Claims.emails(plain));
        addresses.addAll(Claims.hosts(plain));
        return addresses;
    }

    /** As it is read, whatever signs it is written with. */
    private static String plain(String text) {
        return Claims.plainDigits(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    private static List<String> figures(String text) {
        return DIGITS.matcher(plain(text))
                .results()
                .map(MatchResult::group)
                .filter(figure -> !NOTHING.matcher(figure).matches())
                .sorted()
                .toList();
    }
}
