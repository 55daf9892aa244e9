package io.chantier.generation;

import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Picks the sentence that stands largest on the site. */
final class Headline {

    private record Choice(Sentence sentence, int worth) {}

    private static final Pattern EMPTY_WORDS = Pattern.compile(
            "^(?:nos |notre |our |unsere? )?(?:services?|prestations|leistungen|actualit[eé]s?|news|aktuelles|pr[eé]sentation|accueil"
                    + "|home|welcome|bienvenue|willkommen|contact|kontakt|activit[eé]s|about(?: us)?|[uü]ber uns|[aà] propos|produits?|produkte"
                    + "|products|r[eé]alisations?|galerie|gallery|horaires.*|[oö]ffnungszeiten|opening.*|qui sommes[ -]nous|l.entreprise)\\W*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern STARTS_WEAKLY = Pattern.compile(
            "^(?:(?:nous sommes|nous avons|je suis|we are|we have|wir sind|wir haben|ich bin|i am|il y a|there (?:is|are))|(?:il|elle|ce|cette|this|it|es|das|depuis"
                    + "|since|seit|si|if|wenn|pour|for|für|comme|as|avec|with|mit)\\b)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int SHORTEST_OPENING = 25;
    private static final int LONGEST_OPENING = 75;
    private static final int LONGEST = 90;
    private static final int SHORTEST = 12;
    private static final int WORTH_SHOWING = 30;

    private final Desk desk;
    private final Set<String> telling;

    Headline(Desk desk) {
        this.desk = desk;
        this.telling = new HashSet<>();
        stems(desk.trade());
        stems(desk.city());
        desk.facts().all(Kind.SERVICE).forEach(fact -> stems(fact.display()));
    }

    Sentence pick() {
        var choices = new ArrayList<Choice>();
        desk.facts().all(Kind.TAGLINE).forEach(fact -> weigh(choices, title(desk.line(fact)), 45));
        for (var home : desk.material().about(Topic.HOME)) weighHome(choices, home);
        for (var about : desk.material().about(Topic.ABOUT))
            about.paragraphs().limit(2).forEach(paragraph -> weighSentences(choices, paragraph, 8));
        weigh(choices, fromFacts(), 28);
        return choices.stream()
                .max(Comparator.comparingInt(Choice::worth))
                .filter(best -> best.worth() >= WORTH_SHOWING)
                .map(Choice::sentence)
                .orElseGet(() -> fromFacts().isEmpty() ? desk.name() : fromFacts());
    }

    private void weighHome(List<Choice> choices, Chapter home) {
        home.passages().stream()
                .map(Passage::heading)
                .filter(heading -> !heading.isEmpty())
                .limit(3)
                .forEach(heading -> weigh(choices, heading, 38));
        opening(home).ifPresent(sentence -> weigh(choices, sentence, 46));
        home.paragraphs().limit(4).forEach(paragraph -> weighSentences(choices, paragraph, 18));
        var description = desk.editor().paragraph(home.page().url(), home.page().description());
        weighSentences(choices, description, 16);
    }

    /** The first sentence of the old first page, where it is short enough to be called out. */
    private Optional<Sentence> opening(Chapter home) {
        return home.paragraphs()
                .findFirst()
                .map(paragraph -> title(
                        paragraph.saying(desk.editor().sentences(paragraph).getFirst())))
                .filter(sentence -> sentence.length() >= SHORTEST_OPENING && sentence.length() <= LONGEST_OPENING);
    }

    private void weighSentences(List<Choice> choices, Sentence paragraph, int worth) {
        for (var sentence : desk.editor().sentences(paragraph))
            weigh(choices, title(paragraph.saying(sentence)), worth);
    }

    private void weigh(List<Choice> choices, Sentence sentence, int worth) {
        var text = sentence.text();
        if (text.length() > LONGEST
                || text.length() < SHORTEST
                || EMPTY_WORDS.matcher(text).find()) return;
        if (Material.key(text).equals(Material.key(desk.name().text()))) return;
        var words = text.split("[\\s\\u00a0]+", -1).length;
        var sum = worth;
        if (mentionsTelling(text)) sum += 14;
        if (text.length() > 65) sum -= 4;
        if (words < 3) sum -= 12;
        if (STARTS_WEAKLY.matcher(text).find()) sum -= 12;
        if (text.contains("|") || text.endsWith(":") || text.endsWith("…")) sum -= 30;
        choices.add(new Choice(sentence, sum));
    }

    private Sentence fromFacts() {
        if (desk.trade().isEmpty()) return Sentence.NONE;
        var origin = desk.facts().first(Kind.TRADE).map(Origin::of).orElseThrow();
        var name = desk.name().text();
        if (!desk.city().isEmpty()) return new Sentence(desk.labels().tradeInCity(desk.trade(), desk.city()), origin);
        var named = Material.key(name).contains(Material.key(desk.trade()));
        return named ? Sentence.NONE : new Sentence(name + ", " + Labels.small(desk.trade()), origin);
    }

    private static Sentence title(Sentence sentence) {
        return sentence.saying(sentence.text().replaceAll("[\\s.;,:–-]+$", ""));
    }

    private boolean mentionsTelling(String text) {
        var plain = Material.key(text);
        return telling.stream().anyMatch(plain::contains);
    }

    private void stems(String words) {
        for (var word : Material.key(words).split(" ", -1))
            if (word.length() >= 5)
                telling.add(word.substring(0, Math.min(word.length(), 6)).toLowerCase(Locale.ROOT));
    }
}
