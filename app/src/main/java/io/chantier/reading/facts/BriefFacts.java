package io.chantier.reading.facts;

import io.chantier.reading.Brief;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The facts that a brief tells; read by the same rules as a site's, and believed as they stand. */
public final class BriefFacts {

    static final String HOW = "brief";
    private static final Pattern PLACE = Pattern.compile("^(.*?)[,\\s]*\\b(\\d{4,5})\\s+(\\p{L}[^,]*?)(?:,.*)?$");

    private BriefFacts() {}

    public static List<Fact> of(Brief brief) {
        var facts = new Findings();
        var business = brief.business();
        if (!brief.name().isBlank()) put(facts, Kind.NAME, brief.name());
        if (business.trade() != null) put(facts, Kind.TRADE, business.trade());
        for (var phone : business.contact().phones()) phone(facts, phone, region(brief.language()));
        for (var email : business.contact().emails()) put(facts, Kind.EMAIL, email);
        if (business.contact().address() != null)
            address(facts, business.contact().address());
        hours(facts, business.hours());
        for (var social : business.social()) SocialFinder.found(social, place(social), 5, facts);
        for (var service : business.services()) {
            var text = service.text() == null ? "" : service.text();
            ServiceFinder.add(service.title(), text, place(service.title()), 5, facts);
            if (service.price() != null) price(facts, service.title(), service.price());
        }
        return facts.facts();
    }

    private static void put(Findings facts, Kind kind, String text) {
        var value = kind == Kind.EMAIL ? text.strip().toLowerCase(Locale.ROOT) : Words.fold(text);
        facts.add(new Found(kind, value, Words.tidy(text), Map.of(), place(text), 5));
    }

    /** A number that no plan knows is shown as it was given. */
    private static void phone(Findings facts, String text, String region) {
        var number = PhoneFinder.parsed(text, region);
        if (number.isPresent()) PhoneFinder.add(facts, number.get(), Words.tidy(text), "", place(text), 5);
        else
            facts.add(
                    new Found(Kind.PHONE, text.replaceAll("[^\\d+]", ""), Words.tidy(text), Map.of(), place(text), 5));
    }

    static void address(Findings facts, String text) {
        var match = PLACE.matcher(Words.tidy(text));
        var found = match.matches()
                ? new PostalAddress(match.group(1), match.group(2), match.group(3), "")
                : new PostalAddress(text, "", "", "");
        facts.add(found.found(place(text), 5));
    }

    private static void hours(Findings facts, List<String> lines) {
        if (lines.isEmpty()) return;
        var text = String.join("\n", lines);
        var shown = String.join(" · ", lines);
        Map<String, String> parts = new LinkedHashMap<>();
        var week = HoursParser.parse(text);
        week.ifPresent(found -> parts.putAll(found.parts()));
        if (week.isEmpty()) parts.put("note", shown);
        var value = week.map(Week::value).orElse(Words.fold(text));
        facts.add(new Found(Kind.OPENING_HOURS, value, shown, parts, place(shown), 5));
    }

    private static void price(Findings facts, String label, String price) {
        Map<String, String> parts = new LinkedHashMap<>(Map.of("label", label));
        var digits = price.replaceAll("[^\\d.,]", "");
        var cents = digits.isEmpty() ? 0 : PriceFinder.cents(digits);
        if (cents > 0) parts.put("cents", "" + cents);
        facts.add(new Found(Kind.PRICE, Words.fold(label) + "|" + cents, price, parts, place(label + " " + price), 5));
    }

    static Place place(String words) {
        return new Place(HOW, Words.cut(words, 200), HOW);
    }

    static String region(String language) {
        return switch (language) {
            case "de" -> "DE";
            case "en" -> "GB";
            default -> "FR";
        };
    }
}
