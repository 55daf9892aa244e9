package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.sites.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes {@code data/content.json}: the pages that the source has matter for. */
final class ContentFile {

    private static final int MOST_IN_MENU = 8;
    private static final int LONGEST_CARD = 190;

    private final Desk desk;
    private final Images images;
    private final Sections sections;
    private final Summaries summaries;
    private final Scope scope;

    ContentFile(Desk desk, Wishes wishes) {
        this.desk = desk;
        this.images = new Images(desk.source(), wishes);
        this.sections = new Sections(desk, images);
        this.summaries = new Summaries(desk);
        this.scope = Scope.of(wishes);
    }

    Sheet write() {
        var offers = new Offers(desk, images).all();
        var inner = new InnerPages(desk, images, sections, summaries);
        var details = inner.details(offers);
        var others = new ArrayList<NewPage>();
        inner.services(offers, cards(offers, details), details).ifPresent(others::add);
        others.addAll(details);
        others.addAll(inner.all(details));
        var wanted = scope.of(others);
        var home = new HomePage(desk, images, sections, wanted).write(cards(offers, details), offers, summaries);
        var pages = new ArrayList<NewPage>(scope.of(List.of(home)));
        pages.addAll(withShortMenu(wanted));
        return new Sheet()
                .put("version", new Count(1))
                .put("pages", sheets(pages))
                .put("redirects", new Redirects(pages).of(desk.source()));
    }

    private Rows sheets(List<NewPage> pages) {
        var rows = new Rows();
        for (var page : pages) {
            var title = page.path().equals("/") ? summaries.homeTitle() : summaries.title(page.label());
            rows.add(page.sheet(
                    title, page.kind().equals("service") || page.kind().equals("page")));
        }
        return rows;
    }

    private Optional<Sheet> cards(List<Offer> offers, List<NewPage> details) {
        if (offers.isEmpty()) return Optional.empty();
        var items = new Rows();
        for (var offer : offers) {
            var text = desk.editor().shorten(offer.text(), LONGEST_CARD);
            items.add(new Sheet()
                    .put("title", offer.title())
                    .put("text", text)
                    .put("image", offer.picture())
                    .put("href", path(offer, details)));
        }
        return Optional.of(sections.titled("services", "services").put("items", items));
    }

    private static String path(Offer offer, List<NewPage> details) {
        return details.stream()
                .filter(page -> page.label().text().equals(offer.title().text()))
                .findFirst()
                .map(NewPage::path)
                .orElse("");
    }

    private static List<NewPage> withShortMenu(List<NewPage> pages) {
        var shown = new ArrayList<NewPage>();
        var inMenu = 1;
        for (var page : pages) {
            var fits = page.inMenu() && (inMenu < MOST_IN_MENU || page.kind().equals("contact"));
            if (fits) inMenu++;
            shown.add(fits ? page : page.outOfMenu());
        }
        return shown;
    }
}
