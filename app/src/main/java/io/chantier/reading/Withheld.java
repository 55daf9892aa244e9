package io.chantier.reading;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.text.Words;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What may not be said any more, in whatever sentence it stands: the values of facts that do not stand, compared as
 * {@link Claims} compares them. What a standing fact or a person says as well may be said.
 */
public final class Withheld {

    public static final Withheld NOTHING = new Withheld(List.of(), EnumSet.noneOf(Standing.class), List.of());

    /** A number that somebody may write with more or with less of the country before it. */
    private static final int SHORTEST_NUMBER = 7;

    /** Longer runs are several numbers in a row. */
    private static final int LONGEST_NUMBER = 15;

    private static final int SHORTEST_WORDS = 8;

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u202f\\u2007\\u2009]+");

    private record Values(
            Set<String> numbers, Set<String> emails, Set<String> prices, Set<String> times, Set<String> boasts) {

        static Values none() {
            return new Values(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        }

        boolean isEmpty() {
            return Stream.of(numbers, emails, prices, times, boasts).allMatch(Set::isEmpty);
        }

        void addAllOf(String given) {
            var text = spaced(given);
            Claims.numbers(text).forEach(number -> numbers.add(Claims.significant(number)));
            emails.addAll(Claims.emails(text));
            prices.addAll(Claims.prices(text));
            times.addAll(Claims.times(text));
            boasts.addAll(Claims.boasts(text));
        }

        void remove(Values said) {
            numbers.removeIf(number -> said.numbers.stream().anyMatch(other -> isSame(number, other)));
            emails.removeAll(said.emails);
            prices.removeAll(said.prices);
            times.removeAll(said.times);
            boasts.removeAll(said.boasts);
        }
    }

    private final Values values = Values.none();
    private final Set<String> words = new LinkedHashSet<>();

    private Withheld(List<Fact> facts, Set<Standing> standings, Collection<String> told) {
        for (var fact : facts) if (standings.contains(fact.standing())) withhold(fact);
        var said = Values.none();
        var chosen = facts.stream().filter(Fact::isChosen).toList();
        chosen.forEach(fact -> learn(fact, said));
        told.forEach(said::addAllOf);
        values.remove(said);
        var saidWords = Stream.concat(chosen.stream().flatMap(Withheld::wordsOf), told.stream())
                .map(Withheld::plain)
                .toList();
        words.removeIf(word -> saidWords.stream().anyMatch(text -> text.contains(word)));
    }

    /**
     * What a person said is not true.
     *
     * @param told what a person says instead, wherever it was told
     */
    public static Withheld byPeople(List<Fact> facts, Collection<String> told) {
        return new Withheld(facts, EnumSet.of(Standing.REJECTED), told);
    }

    /** What contradicts something better founded, or what a person chose. */
    public static Withheld overruled(List<Fact> facts, Collection<String> told) {
        return new Withheld(facts, EnumSet.of(Standing.OTHER), told);
    }

    /** Both what a person said is not true and what is overruled: what an author may not write. */
    public static Withheld of(List<Fact> facts, Collection<String> told) {
        return new Withheld(facts, EnumSet.of(Standing.REJECTED, Standing.OTHER), told);
    }

    public boolean isIn(String text) {
        return claimIn(text).isPresent();
    }

    /** The first thing in this text that may not be said, in a form that a person knows. */
    public Optional<String> claimIn(String given) {
        if (values.isEmpty() && words.isEmpty()) return Optional.empty();
        var text = spaced(given);
        return Stream.of(
                        Claims.emails(text).stream().filter(values.emails::contains),
                        Claims.numbers(text).stream().filter(this::hasNumber),
                        Claims.prices(text).stream()
                                .filter(values.prices::contains)
                                .map(Claims::money),
                        Claims.times(text).stream().filter(values.times::contains),
                        Claims.boasts(text).stream().filter(values.boasts::contains),
                        wordsIn(text))
                .flatMap(found -> found)
                .findFirst();
    }

    public boolean hasEmail(String email) {
        return values.emails.contains(email);
    }

    /** Whether these digits may not be said, with or without the country's code. */
    public boolean hasNumber(String digits) {
        var sought = Claims.significant(digits);
        return values.numbers.stream()
                .anyMatch(number ->
                        isSame(number, sought) || (sought.length() > LONGEST_NUMBER && sought.contains(number)));
    }

    private Stream<String> wordsIn(String text) {
        if (words.isEmpty()) return Stream.empty();
        var plain = plain(text);
        return words.stream().filter(plain::contains);
    }

    private void withhold(Fact fact) {
        if (fact.kind() == Kind.OPENING_HOURS && fact.standing() == Standing.OTHER) return; // summer beside winter
        learn(fact, values);
        if (fact.standing() == Standing.REJECTED)
            wordsOf(fact).map(Withheld::plain).filter(Withheld::isTelling).forEach(words::add);
    }

    /** What a fact says in words that can be told from others; a name or a trade stands in half of all sentences. */
    private static Stream<String> wordsOf(Fact fact) {
        return switch (fact.kind()) {
            case TAGLINE, CERTIFICATION, DIRECTOR -> Stream.of(fact.display());
            case TESTIMONIAL -> Stream.of(fact.parts().getOrDefault("quote", ""));
            case PERSON -> Stream.of(fact.parts().getOrDefault("name", fact.display()));
            case ADDRESS -> Stream.of(fact.parts().getOrDefault("street", ""));
            case FAQ -> Stream.of(fact.parts().getOrDefault("answer", ""));
            case NAME,
                    TRADE,
                    SERVICE,
                    LEGAL_NAME,
                    LEGAL_FORM,
                    PHONE,
                    MOBILE,
                    FAX,
                    EMAIL,
                    OPENING_HOURS,
                    PRICE,
                    SIREN,
                    SIRET,
                    RCS,
                    VAT,
                    SOCIAL,
                    FOUNDED -> Stream.empty();
        };
    }

    private static boolean isTelling(String words) {
        return words.length() > SHORTEST_WORDS;
    }

    private static void learn(Fact fact, Values values) {
        switch (fact.kind()) {
            case EMAIL -> values.emails.add(fact.value().toLowerCase(Locale.ROOT));
            case PRICE -> price(fact, values);
            case OPENING_HOURS -> times(fact, values);
            case FOUNDED -> values.boasts.add("since " + fact.value());
            case PHONE, MOBILE, FAX, SIREN, SIRET, RCS, VAT -> numbers(fact, values);
            case NAME,
                    TRADE,
                    TAGLINE,
                    ADDRESS,
                    LEGAL_NAME,
                    LEGAL_FORM,
                    SOCIAL,
                    TESTIMONIAL,
                    CERTIFICATION,
                    SERVICE,
                    FAQ,
                    PERSON,
                    DIRECTOR -> {}
        }
    }

    private static void numbers(Fact fact, Values values) {
        for (var text : List.of(fact.value(), fact.display())) {
            var digits = Claims.significant(text.replace("(0)", "").replaceAll("\\D", ""));
            if (digits.length() >= SHORTEST_NUMBER) values.numbers.add(digits);
        }
    }

    private static void price(Fact fact, Values values) {
        var cents = fact.parts().getOrDefault("cents", "");
        if (!cents.isEmpty()) values.prices.add(cents);
        else values.prices.addAll(Claims.prices(spaced(fact.display())));
    }

    private static void times(Fact fact, Values values) {
        values.times.addAll(Claims.times(spaced(fact.display())));
        fact.parts().values().forEach(spans -> values.times.addAll(Claims.times(spans)));
    }

    private static boolean isSame(String known, String sought) {
        return known.equals(sought) || isWithCountry(known, sought) || isWithCountry(sought, known);
    }

    private static boolean isWithCountry(String longer, String shorter) {
        var extra = longer.length() - shorter.length();
        return extra >= 1 && extra <= 4 && shorter.length() >= SHORTEST_NUMBER && longer.endsWith(shorter);
    }

    private static String plain(String text) {
        return " " + Words.fold(text) + " ";
    }

    private static String spaced(String text) {
        return SPACE.matcher(Claims.plainDigits(text)).replaceAll(" ");
    }
}
