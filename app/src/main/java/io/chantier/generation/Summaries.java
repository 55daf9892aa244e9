package io.chantier.generation;

import io.chantier.reading.Fact.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        var trade = desk.trade();
        var city = desk.city();
        var fuller = !trade.isEmpty() && !city.isEmpty() && !says(name, trade)
                ? name + " – " + desk.labels().tradeInCity(trade, city)
                : !city.isEmpty() && !says(name, city)
                        ? name + " – " + city
                        : !trade.isEmpty() && !says(name, trade) ? name + " – " + trade : name;
        var title = fuller.length() <= LONGEST_TITLE ? fuller : Sentences.words(name, LONGEST_TITLE);
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

    private Sentence fromFacts(Sentence label) {
        var said =
                new StringBuilder(label.text()).append(" – ").append(desk.name().text());
        if (!desk.trade().isEmpty() && !desk.city().isEmpty())
            said.append(", ").append(desk.labels().tradeInCity(lowerFirst(desk.trade()), desk.city()));
        var services = desk.facts().all(Kind.SERVICE).stream()
                .limit(4)
                .map(fact -> desk.editor().title(fact.display()))
                .toList();
        if (said.length() < SHORTEST * 2 && !services.isEmpty())
            said.append(desk.language().equals("fr") ? "\u00a0: " : ": ").append(String.join(", ", services));
        var text = Sentences.words(said.toString(), LONGEST);
        return descriptions.add(text) ? desk.name().saying(text) : Sentence.NONE;
    }

    private static String lowerFirst(String word) {
        var second = word.length() > 1 && Character.isUpperCase(word.charAt(1));
        return second ? word : word.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private static boolean says(String text, String part) {
        return Material.key(text).contains(Material.key(part));
    }
}
