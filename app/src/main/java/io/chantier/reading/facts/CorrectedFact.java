package io.chantier.reading.facts;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person says a fact should be, read by the same rules as an old site. */
public final class CorrectedFact {

    private static final Pattern YEAR = Pattern.compile("1[5-9]\\d\\d|20\\d\\d");
    private static final Pattern AMOUNT = Pattern.compile("[^\\d]*(\\d[\\d .,'’\\u00a0\\u202f]*).*");

    private CorrectedFact() {}

    /** Whether a person may put other words in its place: what somebody said or asked is theirs, word for word. */
    public static boolean isCorrectable(Fact fact) {
        return fact.kind() != Kind.TESTIMONIAL && fact.kind() != Kind.FAQ;
    }

    /**
     * The fact as it should be; empty where the words are none of that kind.
     *
     * @param language of the site, in whose country a phone number without prefix is at home
     */
    public static Optional<Fact> of(Fact wrong, String words, String language) {
        var said = Words.tidy(words);
        var findings = new Findings();
        switch (wrong.kind()) {
            case PHONE, MOBILE, FAX ->
                PhoneFinder.parsed(said, BriefFacts.region(language))
                        .ifPresent(number -> put(findings, wrong, PhoneFinder.international(number), said, Map.of()));
            case EMAIL -> EmailFinder.put(findings, said, BriefFacts.place(said), 5);
            case ADDRESS -> BriefFacts.address(findings, said);
            case OPENING_HOURS ->
                HoursParser.parse(words)
                        .ifPresent(week -> put(findings, wrong, week.value(), said, new LinkedHashMap<>(week.parts())));
            case PRICE -> price(findings, wrong, said);
            case SOCIAL -> SocialFinder.found(said, BriefFacts.place(said), 5, findings);
            case SIREN -> digits(findings, wrong, said, 9);
            case SIRET -> digits(findings, wrong, said, 14);
            case FOUNDED -> {
                if (YEAR.matcher(said).matches()) put(findings, wrong, said, said, Map.of());
            }
            case VAT -> put(findings, wrong, said.replaceAll("[ .]", ""), said, Map.of());
            case RCS -> put(findings, wrong, said.replaceAll("[ .]", ""), said, Map.of("number", said));
            case PERSON -> put(findings, wrong, Words.fold(said), said, with(wrong, "name", said));
            case SERVICE, LEGAL_FORM -> put(findings, wrong, Words.fold(said), said, wrong.parts());
            case NAME, TRADE, TAGLINE, LEGAL_NAME, DIRECTOR, CERTIFICATION ->
                put(findings, wrong, Words.fold(said), said, Map.of());
            case TESTIMONIAL, FAQ -> {}
        }
        return findings.facts().stream().findFirst();
    }

    /** Whether a person said it, not the old site. */
    public static boolean isTold(Fact fact) {
        return fact.places().stream().anyMatch(place -> place.how().equals(BriefFacts.HOW));
    }

    private static void price(Findings findings, Fact wrong, String said) {
        var amount = AMOUNT.matcher(said);
        if (!amount.matches()) return;
        var cents = PriceFinder.cents(Words.tidy(amount.group(1)));
        if (cents <= 0) return;
        var parts = with(wrong, "cents", Long.toString(cents));
        var value =
                Words.fold(parts.getOrDefault("label", "")) + "|" + cents + "|" + parts.getOrDefault("currency", "");
        put(findings, wrong, value, said, parts);
    }

    private static void digits(Findings findings, Fact wrong, String said, int length) {
        var digits = said.replaceAll("\\D", "");
        if (digits.length() == length && LegalFinder.isLuhn(digits)) put(findings, wrong, digits, said, Map.of());
    }

    private static void put(Findings findings, Fact wrong, String value, String said, Map<String, String> parts) {
        Place place = BriefFacts.place(said);
        findings.add(new Found(wrong.kind(), value, said, parts, place, 5));
    }

    private static Map<String, String> with(Fact wrong, String part, String value) {
        var parts = new LinkedHashMap<>(wrong.parts());
        parts.put(part, value);
        return parts;
    }
}
