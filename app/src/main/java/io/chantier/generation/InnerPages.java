package io.chantier.generation;

import io.chantier.generation.Piece.Sheet;
import io.chantier.reading.Fact.Kind;
import io.chantier.values.Slug;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the pages below the first one, each only where there is matter for it. */
final class InnerPages {

    private static final int ENOUGH_FOR_A_PAGE = 200;
    private static final int ENOUGH_PICTURES = 6;
    private static final int MOST_PICTURES = 60;
    private static final int ENOUGH_PRICES = 3;
    private static final int ENOUGH_QUESTIONS = 4;
    private static final int ENOUGH_SERVICES = 3;

    private final Desk desk;
    private final Images images;
    private final Sections sections;
    private final Summaries summaries;
    private final Set<String> paths = new HashSet<>(Set.of("/"));

    InnerPages(Desk desk, Images images, Sections sections, Summaries summaries) {
        this.desk = desk;
        this.images = images;
        this.sections = sections;
        this.summaries = summaries;
    }

    /** A page for each service that the source tells enough about. */
    List<NewPage> details(List<Offer> offers) {
        var pages = new ArrayList<NewPage>();
        for (var offer : offers) {
            if (!offer.deservesPage()) continue;
            var path = free(desk.labels().path("services"), offer.title().text());
            var made = texts(offer.matter(), offer.title());
            var words = offer.matter().stream()
                    .flatMap(passage -> passage.paragraphs().stream())
                    .toList();
            pages.add(new NewPage(
                    path,
                    "service",
                    offer.title(),
                    false,
                    describe(words, offer.title()),
                    made,
                    offer.chapter().stream().toList()));
        }
        return pages;
    }

    Optional<NewPage> services(List<Offer> offers, Optional<Sheet> cards, List<NewPage> details) {
        var old = desk.material().about(Topic.SERVICES);
        if (cards.isEmpty() || (offers.size() < ENOUGH_SERVICES && details.isEmpty() && old.isEmpty()))
            return Optional.empty();
        var made = new ArrayList<Sheet>();
        made.add(cards.get());
        var titles = new HashSet<String>();
        offers.forEach(offer -> titles.add(Material.key(offer.title().text())));
        for (var chapter : old)
            for (var passage : chapter.passages())
                if (!titles.contains(Material.key(passage.heading().text()))
                        && !desk.material().isToldByFact(passage))
                    sections.text(passage, "text").ifPresent(made::add);
        var own = old.stream()
                .flatMap(chapter -> chapter.passages().stream())
                .filter(passage ->
                        !titles.contains(Material.key(passage.heading().text())))
                .flatMap(passage -> passage.paragraphs().stream())
                .filter(words ->
                        offers.stream().noneMatch(offer -> offer.text().text().equals(words.text())))
                .toList();
        return Optional.of(page("services", "services", own, made, old));
    }

    /** All but services, in the order of the menu. */
    List<NewPage> all(List<NewPage> details) {
        var pages = new ArrayList<NewPage>();
        gallery().ifPresent(pages::add);
        prices().ifPresent(pages::add);
        about().ifPresent(pages::add);
        pages.addAll(others(details));
        faq().ifPresent(pages::add);
        contact().ifPresent(pages::add);
        var legal = desk.labels().say("legal");
        pages.add(new NewPage(
                        take(desk.labels().path("legal")),
                        "legal",
                        legal,
                        summaries.ofLegal(legal),
                        List.of(new Sheet().put("type", "legal")),
                        desk.material().about(Topic.LEGAL))
                .outOfMenu());
        return pages;
    }

    private Optional<NewPage> gallery() {
        var old = desk.material().about(Topic.GALLERY);
        var ids = images.all();
        if (ids.size() < (old.isEmpty() ? ENOUGH_PICTURES : 3)) return Optional.empty();
        var made = new ArrayList<>(sections.gallery(ids, MOST_PICTURES).stream().toList());
        return Optional.of(page("gallery", "gallery", paragraphs(old), made, old));
    }

    private Optional<NewPage> prices() {
        var old = desk.material().about(Topic.PRICES);
        if (desk.facts().all(Kind.PRICE).size() < ENOUGH_PRICES) return Optional.empty();
        return sections.prices().map(made -> page("prices", "prices", paragraphs(old), List.of(made), old));
    }

    private Optional<NewPage> about() {
        var old = desk.material().about(Topic.ABOUT);
        var made = new ArrayList<Sheet>();
        for (var chapter : old)
            for (var passage : chapter.passages())
                sections.text(passage, made.isEmpty() && passage.items().isEmpty() ? "about" : "text")
                        .ifPresent(made::add);
        var enough = old.stream().mapToInt(Chapter::length).sum() >= ENOUGH_FOR_A_PAGE;
        if (!enough && !(desk.facts().has(Kind.PERSON) && !made.isEmpty())) return Optional.empty();
        sections.team().ifPresent(made::add);
        if (!namesCertification(old)) sections.certifications().ifPresent(made::add);
        return Optional.of(page("about", "about", paragraphs(old), made, old));
    }

    private boolean namesCertification(List<Chapter> chapters) {
        var words = chapters.stream()
                .flatMap(chapter -> chapter.passages().stream())
                .map(passage -> Material.key(passage.words()))
                .toList();
        return desk.facts().all(Kind.CERTIFICATION).stream()
                .map(fact -> Material.key(fact.display()))
                .anyMatch(label -> words.stream().anyMatch(text -> text.contains(label)));
    }

    private Optional<NewPage> faq() {
        var old = desk.material().about(Topic.FAQ);
        if (desk.facts().all(Kind.FAQ).size() < ENOUGH_QUESTIONS) return Optional.empty();
        return sections.faq().map(made -> page("faq", "faq", paragraphs(old), List.of(made), old));
    }

    private Optional<NewPage> contact() {
        var old = desk.material().about(Topic.CONTACT);
        if (!sections.canBeReached()) return Optional.empty();
        var made = new ArrayList<Sheet>();
        sections.reach().ifPresent(made::add);
        var label = desk.labels().say("contact.label");
        var path = take(desk.labels().path("contact"));
        return Optional.of(new NewPage(path, "contact", label, summaries.ofContact(), made, old));
    }

    /** Old pages that fit none of the kinds, with what they say. */
    private List<NewPage> others(List<NewPage> details) {
        var told = new HashSet<String>();
        details.forEach(
                page -> page.old().forEach(chapter -> told.add(chapter.page().path())));
        var pages = new ArrayList<NewPage>();
        for (var chapter : desk.material().all()) {
            if (told.contains(chapter.page().path()) || !isOwnPage(chapter)) continue;
            var label = label(chapter);
            if (label.isEmpty()) continue;
            var made = texts(desk.material().ownPassages(chapter), label);
            if (!made.isEmpty())
                pages.add(new NewPage(
                        free("/", label.text()),
                        "page",
                        label,
                        true,
                        describe(paragraphs(List.of(chapter)), label),
                        made,
                        List.of(chapter)));
        }
        return pages;
    }

    private boolean isOwnPage(Chapter chapter) {
        var own = switch (chapter.topic()) {
            case OTHER, TESTIMONIALS, TEAM, PRICES, FAQ, SERVICES, GALLERY -> true;
            case HOME, LEGAL, CONTACT, ABOUT, HOURS -> false;
        };
        return own
                && !isShown(chapter.topic())
                && desk.material().ownPassages(chapter).stream()
                                .mapToInt(Passage::length)
                                .sum()
                        >= ENOUGH_FOR_A_PAGE;
    }

    private boolean isShown(Topic topic) {
        return switch (topic) {
            case SERVICES -> paths.contains(desk.labels().path("services"));
            case GALLERY -> paths.contains(desk.labels().path("gallery"));
            case PRICES -> paths.contains(desk.labels().path("prices"));
            case FAQ -> desk.facts().all(Kind.FAQ).size() >= ENOUGH_QUESTIONS;
            case TESTIMONIALS -> desk.facts().has(Kind.TESTIMONIAL);
            case TEAM -> desk.facts().has(Kind.PERSON);
            case HOME, LEGAL, CONTACT, ABOUT, HOURS, OTHER -> false;
        };
    }

    private Sentence label(Chapter chapter) {
        var page = chapter.page();
        var menu = desk.editor().heading(page.url(), page.menuLabel());
        if (!menu.isEmpty() && menu.length() <= 40) return menu;
        return chapter.passages().stream()
                .map(Passage::heading)
                .filter(heading -> !heading.isEmpty())
                .findFirst()
                .map(heading -> heading.saying(Sentences.words(heading.text(), 60)))
                .orElse(menu);
    }

    private List<Sheet> texts(List<Passage> passages, Sentence label) {
        var made = new ArrayList<Sheet>();
        for (var passage : passages) {
            if (desk.material().isToldByFact(passage)) continue;
            var repeats = Material.key(passage.heading().text()).equals(Material.key(label.text()));
            sections.text(repeats ? passage.untitled() : passage, "text").ifPresent(made::add);
        }
        return made;
    }

    private NewPage page(String kind, String label, List<Sentence> words, List<Sheet> made, List<Chapter> old) {
        var shown = desk.labels().say(label + ".label");
        var path = take(desk.labels().path(kind));
        return new NewPage(path, kind, shown, describe(words, desk.name().saying(shown)), made, old);
    }

    private Sentence describe(List<Sentence> words, Sentence label) {
        return summaries.description(words, label);
    }

    private static List<Sentence> paragraphs(List<Chapter> chapters) {
        return chapters.stream().flatMap(Chapter::paragraphs).toList();
    }

    private String take(String path) {
        paths.add(path);
        return path;
    }

    private String free(String under, String title) {
        var base = under + Slug.suggestedBy(title) + "/";
        var path = base;
        for (var number = 2; !paths.add(path); number++) path = base.replaceAll("/$", "-" + number + "/");
        return path;
    }
}
