package io.chantier.generation;

import io.chantier.reading.Fact.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Titles and descriptions for search engines, each unique on its site. */
final class Summaries {

    static final int LONGEST_TITLE = 65;
    static final int LONGEST = 160;
    static final int SHORTEST = 50;

    private final Desk desk;
    private final Set<String> titles = new HashSet<>();
    private final Set<String> descriptions = new HashSet<>();

    Summaries(Desk desk) {
        this.desk = desk;
    }

    Sentence homeTitle() {
        var name = desk.name().text();
        var named = whoAndWhere(" – ");
        var title = named.length() <= LONGEST_TITLE ? named : Sentences.words(name, LONGEST_TITLE);
        titles.add(title);
        return desk.name().saying(title);
    }

    Sentence title(Sentence label) {
        var full = label.text() + " – " + desk.name().text();
        var title = full.length() <= LONGEST_TITLE ? full : Sentences.words(label.text(), LONGEST_TITLE);
        for (var number = 2; !titles.add(title); number++)
            title = Sentences.words(label.text(), LONGEST_TITLE - 4) + " (" + number + ")";
        return label.saying(title);
    }

    /** The first of these that is long enough and not yet taken, shortened; else what the facts give. */
    Sentence description(List<Sentence> candidates, Sentence label) {
        for (var candidate : candidates) {
            var shortened = desk.editor().shorten(candidate, LONGEST);
            if (shortened.length() >= SHORTEST && descriptions.add(shortened.text())) return shortened;
        }
        return fromFacts(label);
    }

    /** Of a page whose words are not the source's own: who, where, and what the page is for. */
    Sentence ofContact() {
        return taken(whereAndHow());
    }

    private String whereAndHow() {
        var said = new StringBuilder(whoAndWhere(", "));
        desk.facts().first(Kind.ADDRESS).ifPresent(fact -> {
            var street = desk.part(fact, "street");
            var code = desk.part(fact, "postalCode");
            if (!street.isEmpty()) said.append(", ").append(street.text());
            if (!code.isEmpty())
                said.append(", ").append(code.text()).append(' ').append(desk.city());
        });
        desk.facts()
                .first(Kind.PHONE)
                .or(() -> desk.facts().first(Kind.MOBILE))
                .ifPresent(fact -> said.append(" – ").append(desk.phone(fact)));
        return said.toString();
    }

    Sentence ofLegal(String label) {
        return taken(label + " – " + whereAndHow());
    }

    private Sentence fromFacts(Sentence label) {
        var services = desk.facts().all(Kind.SERVICE).stream()
                .limit(4)
                .map(fact -> desk.editor().title(fact.display()))
                .collect(Collectors.joining(", "));
        var colon = desk.language().equals("fr") ? "\u00a0: " : ": ";
        var who = whoAndWhere(", ");
        var plain = taken(services.isEmpty() ? who : who + colon + services);
        if (!plain.isEmpty()) return plain;
        var named = label.text() + " – " + who;
        return taken(named.length() < SHORTEST ? label.text() + " – " + whereAndHow() : named);
    }

    /** Too little said is filled up with the business's own slogan; the bare name says nothing. */
    private Sentence taken(String text) {
        var slogan = desk.facts()
                .first(Kind.TAGLINE)
                .map(fact -> desk.editor().title(fact.display()))
                .orElse("");
        var longer = text.length() < SHORTEST && !slogan.isEmpty() ? text + " – " + slogan : text;
        var shortened = Sentences.words(longer, LONGEST);
        if (shortened.equals(desk.name().text())) return Sentence.NONE;
        return descriptions.add(shortened) ? desk.name().saying(shortened) : Sentence.NONE;
    }

    /** {@code Au Bon Pain, boulangerie à Rennes}; a trade or city that the name says is not said twice. */
    private String whoAndWhere(String between) {
        var name = desk.name().text();
        var trade = says(name, desk.trade()) ? "" : desk.trade();
        var city = says(name, desk.city()) ? "" : desk.city();
        if (trade.isEmpty()) return city.isEmpty() ? name : desk.labels().tradeInCity(name, city);
        var shown = between.equals(", ") ? Labels.small(trade) : trade;
        return name + between + (city.isEmpty() ? shown : desk.labels().tradeInCity(shown, city));
    }

    private static boolean says(String text, String part) {
        return !part.isEmpty() && Material.key(text).contains(Material.key(part));
    }
}
