package io.chantier.checks;

import io.chantier.reading.Claims;
import io.chantier.reading.Withheld;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be stated: everything that the source says and a person told, but for what a person withheld, in forms that can be compared. */
final class Evidence {

    /** Longer runs are several numbers in a row. */
    private static final int LONGEST_NUMBER = 15;

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Statements source;
    private final Statements told;
    private final Withheld withheld;
    private final Withheld overruled;

    /** @param source what {@code allowed.source()} states */
    Evidence(Candidate.Evidence allowed, Statements source) {
        var words = new ArrayList<>(allowed.wishes().texts());
        words.addAll(allowed.said());
        this.source = source;
        told = Statements.of(words);
        var facts = allowed.source().facts();
        withheld = Withheld.byPeople(facts, words);
        overruled = Withheld.overruled(facts, words);
    }

    /** What a person said is not true, wherever else it stands. */
    Withheld withheld() {
        return withheld;
    }

    /** What contradicts the facts that were chosen. */
    Withheld overruled() {
        return overruled;
    }

    boolean hasEmail(String email) {
        return isIn(stated -> stated.emails, email);
    }

    /** Whether these digits were said, with or without the country's code. */
    boolean hasNumber(String digits) {
        var sought = Claims.significant(digits);
        return Stream.of(source, told)
                .flatMap(stated -> stated.numbers.stream())
                .anyMatch(known -> isSame(known, sought));
    }

    boolean hasPrice(String price) {
        return isIn(stated -> stated.prices, price);
    }

    boolean hasTime(String time) {
        return isIn(stated -> stated.times, time) || (time.equals("23:59") && isIn(stated -> stated.times, "24:00"));
    }

    boolean hasBoast(String boast) {
        return isIn(stated -> stated.claims, boast);
    }

    /** Whether these words were said in this order; marks, case and accents do not count. */
    boolean hasWords(String words) {
        return Stream.of(words.split("…", -1))
                .map(Evidence::plain)
                .filter(part -> !part.isEmpty())
                .allMatch(this::isSaid);
    }

    boolean mentions(String host) {
        return isSaid(plain(host));
    }

    private boolean isSaid(String plain) {
        return source.everything.contains(plain) || told.everything.contains(plain);
    }

    private boolean isIn(Function<Statements, Set<String>> kind, String sought) {
        return kind.apply(source).contains(sought) || kind.apply(told).contains(sought);
    }

    static String plain(String text) {
        var bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return BETWEEN_WORDS
                .matcher(bare.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    private static boolean isSame(String known, String sought) {
        return known.equals(sought)
                || isWithCountry(known, sought)
                || isWithCountry(sought, known)
                || (known.length() > LONGEST_NUMBER && sought.length() > 7 && known.contains(sought));
    }

    private static boolean isWithCountry(String longer, String shorter) {
        var extra = longer.length() - shorter.length();
        return extra >= 1 && extra <= 4 && shorter.length() >= 7 && longer.endsWith(shorter);
    }
}
