package io.chantier.generation;

import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the first page: what the business is, what it offers, why it is trusted, how it is reached. */
final class HomePage {

    private static final int LONGEST_HERO = 240;
    private static final int MOST_GALLERY = 5;
    private static final int MOST_ABOUT = 2;
    private static final int LONGEST_ABOUT = 450;
    private static final int MOST_TEXTS = 3;

    private static final Pattern NEWS = Pattern.compile(
            "\\b(?:blog|news|newsletter|actualit[ée]s?|actus?|aktuelles|neuigkeiten)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Desk desk;
    private final Images images;
    private final Sections sections;
    private final List<NewPage> others;
    private final Sentence headline;

    /** @param others the other pages, which the first one need not repeat */
    HomePage(Desk desk, Images images, Sections sections, List<NewPage> others) {
        this.desk = desk;
        this.images = images;
        this.sections = sections;
        this.others = others;
        this.headline = new Headline(desk).pick();
    }

    NewPage write(Optional<Sheet> services, List<Offer> offers, Summaries summaries) {
        var hero = hero();
        var made = new ArrayList<Sheet>();
        made.add(hero);
        services.ifPresent(made::add);
        var about = about();
        about.ifPresent(made::add);
        made.addAll(texts(offers, about));
        if (images.all().size() >= 3)
            sections.gallery(images.all(), MOST_GALLERY).ifPresent(made::add);
        sections.testimonials().ifPresent(made::add);
        if (!has("prices")) sections.prices().ifPresent(made::add);
        if (!has("about")) sections.team().ifPresent(made::add);
        if (!has("faq")) sections.faq().ifPresent(made::add);
        sections.certifications().ifPresent(made::add);
        sections.reach().ifPresent(made::add);
        var label = new Sentence(desk.labels().say("home"), desk.name().origin());
        return new NewPage("/", "home", label, true, description(summaries, label), made, homes());
    }

    private Sheet hero() {
        var hero = new Sheet().put("type", "hero").put("title", headline);
        heroText().ifPresent(text -> hero.put("text", text));
        return hero.put("image", images.first());
    }

    /** The first words of the old first page that the headline does not say already. */
    private Optional<Sentence> heroText() {
        var tagline = desk.facts().all(Kind.TAGLINE).stream().map(desk::line);
        return Stream.of(opening(), aboutParagraphs(), tagline)
                .flatMap(sentences -> sentences)
                .map(this::withoutHeadline)
                .filter(sentence -> sentence.length() >= 30)
                .map(sentence -> desk.editor().shorten(sentence, LONGEST_HERO))
                .findFirst();
    }

    private Stream<Sentence> opening() {
        return homes().stream()
                .flatMap(home -> Stream.concat(
                        home.paragraphs().limit(6),
                        Stream.of(desk.editor()
                                .paragraph(home.page().url(), home.page().description()))));
    }

    private Stream<Sentence> aboutParagraphs() {
        return desk.material().about(Topic.ABOUT).stream().flatMap(Chapter::paragraphs);
    }

    private Sentence withoutHeadline(Sentence paragraph) {
        var said = Material.key(headline.text());
        var rest = desk.editor().sentences(paragraph).stream()
                .filter(sentence -> !Material.key(sentence).equals(said))
                .collect(Collectors.joining(" "));
        return paragraph.saying(rest);
    }

    private Optional<Sheet> about() {
        var hero = heroText().map(Sentence::text).orElse("");
        var own = homes().stream()
                .flatMap(home -> home.passages().stream().limit(2))
                .flatMap(passage -> passage.paragraphs().stream());
        var paragraphs = Stream.concat(aboutParagraphs(), own)
                .map(this::withoutHeadline)
                .filter(paragraph -> paragraph.length() >= 60 && !isSaidIn(hero, paragraph))
                .limit(MOST_ABOUT)
                .map(paragraph -> desk.editor().shorten(paragraph, LONGEST_ABOUT))
                .toList();
        if (paragraphs.isEmpty()) return Optional.empty();
        var pictures = desk.material().about(Topic.ABOUT).stream()
                .flatMap(chapter -> chapter.pictures().stream())
                .toList();
        var picture = images.firstOf(pictures);
        return Optional.of(sections.titled("about", "about")
                .put("paragraphs", sections.words(paragraphs))
                .put(
                        "image",
                        picture.isEmpty() && images.all().size() > 1
                                ? images.all().get(1)
                                : picture));
    }

    private static boolean isSaidIn(String hero, Sentence paragraph) {
        var start = hero.substring(0, Math.min(hero.length(), 40));
        return !start.isEmpty() && Material.key(paragraph.text()).contains(Material.key(start));
    }

    /** Passages of the old first page under headings of their own, that no other section shows. */
    private List<Sheet> texts(List<Offer> offers, Optional<Sheet> about) {
        var shown =
                offers.stream().map(offer -> Material.key(offer.title().text())).collect(Collectors.toSet());
        return homes().stream()
                .flatMap(home -> home.passages().stream().skip(1))
                .filter(passage -> isOwn(passage, shown) && !isShownIn(about, passage) && !isInHero(passage))
                .limit(MOST_TEXTS)
                .flatMap(passage -> sections.text(passage, "text").stream())
                .toList();
    }

    private static boolean isShownIn(Optional<Sheet> about, Passage passage) {
        if (about.isEmpty() || passage.paragraphs().isEmpty()) return false;
        var first = new Words(
                passage.paragraphs().getFirst().text(),
                passage.paragraphs().getFirst().origin());
        return about.get().fields().get("paragraphs") instanceof Rows rows
                && rows.items().contains(first);
    }

    private boolean isInHero(Passage passage) {
        var hero = heroText().map(Sentence::text).orElse("");
        return Material.key(passage.heading().text()).equals(Material.key(headline.text()))
                || passage.paragraphs().stream().anyMatch(paragraph -> isSaidIn(hero, paragraph));
    }

    private boolean isOwn(Passage passage, Set<String> shown) {
        var heading = passage.heading();
        if (heading.isEmpty() || passage.length() < 60 || shown.contains(Material.key(heading.text()))) return false;
        return Topic.of(heading.text()) == Topic.OTHER
                && !NEWS.matcher(heading.text()).find()
                && !desk.material().isToldByFact(passage);
    }

    private Sentence description(Summaries summaries, Sentence label) {
        var candidates = homes().stream()
                .flatMap(home -> Stream.concat(
                        Stream.of(desk.editor()
                                .paragraph(home.page().url(), home.page().description())),
                        home.paragraphs().limit(4)))
                .toList();
        return summaries.description(candidates, label);
    }

    private List<Chapter> homes() {
        return desk.material().about(Topic.HOME);
    }

    private boolean has(String kind) {
        return others.stream().anyMatch(page -> page.kind().equals(kind));
    }
}
