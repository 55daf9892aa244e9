package io.chantier.thumbnails;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.ShownRelease;
import io.chantier.rendering.Screenshots;
import io.chantier.rendering.StandalonePages;
import io.chantier.storage.Blobs;
import io.chantier.storage.Releases;
import io.chantier.thumbnails.ContactSheet.Sheet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes the pictures that are lacking, one sheet of them at a time. A browser that does not work is left alone for longer
 * and longer; a page of which no picture can be taken is set aside until it changes.
 */
class Photographer {

    private static final Logger log = LoggerFactory.getLogger(Photographer.class);

    /** Longer than a sheet can take, page by page too; after a kill nobody tries these sites before. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    /** A site that somebody edits changes every few seconds. */
    private static final Duration BETWEEN_TWO = Duration.ofMinutes(1);

    private static final Duration REFUSED = Duration.ofDays(1);
    private static final Duration LONGEST_REST = Duration.ofHours(6);

    /** A heavier page is not worth a small picture. */
    private static final int LONGEST_PAGE = 6 << 20;

    private static final String BLANK = "<!doctype html><title>Chantier</title>";

    private final Screenshots browser;
    private final ContactSheet sheets;
    private final Deployments deployments;
    private final Content content;
    private final ThumbnailRows rows;
    private final Clock clock;

    private int troubles;
    private Instant restsUntil = Instant.MIN;

    Photographer(
            Screenshots browser,
            ContactSheet sheets,
            Deployments deployments,
            Content content,
            ThumbnailRows rows,
            Clock clock) {
        this.browser = browser;
        this.sheets = sheets;
        this.deployments = deployments;
        this.content = content;
        this.rows = rows;
        this.clock = clock;
    }

    /** What is photographed, and where pictures are kept. */
    @Component
    record Content(Releases releases, StandalonePages pages, Blobs blobs) {}

    private record Page(ShownRelease shown, String html) {}

    /** Takes one sheet, where pictures are lacking. */
    synchronized void round() {
        if (isResting() || !browser.isAvailable()) return;
        try {
            var now = clock.instant();
            var lacking = rows.lacking(deployments.shownOfAllTeams(), now);
            if (lacking.isEmpty()) return;
            var next = lacking.subList(0, Math.min(lacking.size(), ContactSheet.MOST));
            var pages = pages(rows.claim(next, now, now.plus(CLAIM)));
            if (!pages.isEmpty()) take(pages);
        } catch (RuntimeException e) {
            rest(e.toString());
        }
    }

    private List<Page> pages(List<ShownRelease> claimed) {
        var pages = new ArrayList<Page>();
        for (var one : claimed) {
            var html = content.releases()
                    .find(one.team(), one.site().value(), one.release())
                    .flatMap(content.pages()::first);
            if (html.isEmpty()) rows.forget(one.team(), one.site());
            else if (html.get().length() > LONGEST_PAGE) refuse(one, "the page is too heavy");
            else pages.add(new Page(one, html.get()));
        }
        return pages;
    }

    private void take(List<Page> pages) {
        if (isResting()) {
            giveBack(pages);
            return;
        }
        switch (sheets.of(pages.stream().map(Page::html).toList(), browser)) {
            case Sheet.Taken(var jpegs) -> {
                for (int i = 0; i < jpegs.size(); i++) keep(pages.get(i).shown(), jpegs.get(i));
                recover();
            }
            case Sheet.Busy _ -> giveBack(pages);
            case Sheet.Failed(var why) -> {
                if (!browserWorks()) {
                    giveBack(pages);
                    rest(why);
                } else if (pages.size() == 1) {
                    refuse(pages.getFirst().shown(), why);
                } else {
                    pages.forEach(page -> take(List.of(page)));
                }
            }
        }
    }

    private boolean browserWorks() {
        return sheets.of(List.of(BLANK), browser) instanceof Sheet.Taken;
    }

    private void keep(ShownRelease shown, byte[] jpeg) {
        rows.keep(shown, content.blobs().put(jpeg), clock.instant().plus(BETWEEN_TWO));
    }

    private void refuse(ShownRelease shown, String why) {
        log.warn("No thumbnail of site {} is taken until it changes: {}. It is shown in a frame.", shown.site(), why);
        rows.refuse(shown, clock.instant().plus(REFUSED));
    }

    private void giveBack(List<Page> pages) {
        pages.forEach(page -> rows.giveBack(page.shown(), clock.instant()));
    }

    private boolean isResting() {
        return clock.instant().isBefore(restsUntil);
    }

    private void rest(String why) {
        if (troubles == 0)
            log.warn(
                    "No thumbnails are taken for now: {}. Sites are shown in frames. See whether chromium and bwrap work for"
                            + " the account that Chantier runs as, or set CHANTIER_THUMBNAILS_ENABLED=false.",
                    why);
        var rest = Duration.ofMinutes(1L << Math.min(troubles, 12));
        troubles++;
        restsUntil = clock.instant().plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }

    private void recover() {
        if (troubles > 0) log.info("Thumbnails are taken again");
        troubles = 0;
    }
}
