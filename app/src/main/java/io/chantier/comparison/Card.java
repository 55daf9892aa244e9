package io.chantier.comparison;

import io.chantier.reading.OldPages;
import io.chantier.rendering.Screenshots;
import io.chantier.rendering.StandalonePages;
import io.chantier.sites.Site;
import io.chantier.web.Frame;
import io.chantier.web.Parts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Before and after on one card to send on: a picture where a browser is found, a document that needs nothing else where not. */
@Component
public class Card {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final Comparisons comparisons;
    private final OldPages oldPages;
    private final StandalonePages newPages;
    private final Screenshots screenshots;
    private final Parts parts;

    Card(Comparisons comparisons, OldPages oldPages, StandalonePages newPages, Screenshots screenshots, Parts parts) {
        this.comparisons = comparisons;
        this.oldPages = oldPages;
        this.newPages = newPages;
        this.screenshots = screenshots;
        this.parts = parts;
    }

    /** A card as it is sent. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two cards
    public record File(String contentType, String extension, byte[] bytes) {}

    /** A PNG of 1280 by 800, or HTML where no picture can be taken; empty before there is a new page. */
    public Optional<File> of(Site site, Frame frame) {
        return html(site, frame)
                .map(html -> screenshots
                        .png(html, WIDTH, HEIGHT)
                        .map(png -> new File("image/png", "png", png))
                        .orElseGet(() -> document(html)));
    }

    /** The card as one HTML document. */
    public Optional<File> document(Site site, Frame frame) {
        return html(site, frame).map(Card::document);
    }

    private static File document(String html) {
        return new File("text/html;charset=utf-8", "html", html.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> html(Site site, Frame frame) {
        var after = comparisons.release(site).flatMap(newPages::first);
        var before = oldPages.find(site.team(), site.id()).flatMap(old -> oldPages.text(old.shown()));
        return after.map(page -> parts.text(
                "comparison/card.jte",
                Map.of(
                        "frame", frame,
                        "name", site.name(),
                        "comparison", comparisons.of(site),
                        "before", before.orElse(""),
                        "after", page)));
    }
}
