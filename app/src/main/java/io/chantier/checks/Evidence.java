package io.chantier.checks;

import io.chantier.reading.Claims;
import io.chantier.reading.Fact;
import io.chantier.reading.Source;
import io.chantier.reading.Withheld;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What may be stated: everything that the source says and a person told, but for what a person withheld, in forms that can be compared. */
final class Evidence {

    /** Longer runs are several numbers in a row. */
    private static final int LONGEST_NUMBER = 15;

    private final Set<String> emails = new HashSet<>();
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> prices = new HashSet<>();
    private final Set<String> times = new HashSet<>();
    private final Set<String> claims = new HashSet<>();
    private final Withheld withheld;
    private final Withheld overruled;
    private final String everything;

    Evidence(Candidate.Evidence allowed) {
        var texts = new ArrayList<String>();
        source(allowed.source(), texts);
        var told = new ArrayList<>(allowed.wishes().texts());
        told.addAll(allowed.said());
        texts.addAll(told);
        for (var given : texts) {
            var text = Said.spaced(given);
            emails.addAll(Claims.emails(text));
            Claims.numbers(text).forEach(number -> numbers.add(Claims.significant(number)));
            prices.addAll(Claims.prices(text));
            times.addAll(Claims.times(text));
            claims.addAll(Claims.boasts(text));
        }
        var facts = allowed.source().facts();
        facts.stream().filter(Evidence::isBelieved).forEach(this::fact);
        withheld = Withheld.byPeople(facts, told);
        overruled = Withheld.overruled(facts, told);
        everything = " " + plain(String.join(" \n ", texts)) + " ";
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
        return emails.contains(email);
    }

    /** Whether these digits were said, with or without the country's code. */
    boolean hasNumber(String digits) {
        var sought = Claims.significant(digits);
        return numbers.stream().anyMatch(known -> isSame(known, sought));
    }

    boolean hasPrice(String price) {
        return prices.contains(price);
    }

    boolean hasTime(String time) {
        return times.contains(time) || (time.equals("23:59") && times.contains("24:00"));
    }

    boolean hasBoast(String boast) {
        return claims.contains(boast);
    }

    /** Whether these words were said in this order; marks, case and accents do not count. */
    boolean hasWords(String words) {
        return Stream.of(words.split("…", -1))
                .map(Evidence::plain)
                .filter(part -> !part.isEmpty())
                .allMatch(everything::contains);
    }

    boolean mentions(String host) {
        return everything.contains(plain(host));
    }

    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
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

    private void fact(Fact fact) {
        if (fact.kind() == Fact.Kind.EMAIL) emails.add(fact.value().toLowerCase(Locale.ROOT));
        numbers.add(Claims.significant(fact.value().replaceAll("\\D", "")));
        var cents = fact.parts().getOrDefault("cents", "");
        if (!cents.isEmpty()) prices.add(cents);
        if (fact.kind() == Fact.Kind.PRICE && fact.value().matches("\\d+")) prices.add(fact.value());
        if (fact.kind() == Fact.Kind.FOUNDED) claims.add("since " + fact.value());
    }

    private static boolean isBelieved(Fact fact) {
        return fact.standing() != Fact.Standing.REJECTED;
    }

    private static void source(Source source, List<String> texts) {
        texts.add(source.address());
        for (var page : source.pages()) {
            texts.addAll(List.of(page.url(), page.title(), page.description(), page.menuLabel()));
            for (var block : page.blocks()) {
                texts.add(block.text());
                texts.addAll(block.items());
            }
        }
        for (var fact : source.facts().stream().filter(Evidence::isBelieved).toList()) {
            texts.add(fact.value());
            texts.add(fact.display());
            texts.addAll(fact.parts().values());
            fact.places().forEach(place -> texts.add(place.excerpt()));
        }
        texts.addAll(source.look().alts().values());
    }
}
