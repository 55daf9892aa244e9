package io.chantier.comparison.web;

import io.chantier.comparison.Card;
import io.chantier.comparison.Comparison;
import io.chantier.comparison.Comparisons;
import io.chantier.comparison.LookSwitch;
import io.chantier.comparison.LookSwitch.Look;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Before and after, the card, and the look, for programs. */
@RestController
@RequestMapping("/api/sites/{slug}")
class ComparisonApi {

    private final SitePages pages;
    private final Comparisons comparisons;
    private final Card card;
    private final LookSwitch looks;

    ComparisonApi(SitePages pages, Comparisons comparisons, Card card, LookSwitch looks) {
        this.pages = pages;
        this.comparisons = comparisons;
        this.card = card;
        this.looks = looks;
    }

    /** @param points the mean of the scores, 0 to 100 */
    record SideView(String address, long bytes, int points, List<ScoreView> scores) {

        static @Nullable SideView of(Comparison.@Nullable Side side) {
            if (side == null) return null;
            var scores = side.scores().stream()
                    .map(score -> new ScoreView(
                            score.measure().name(),
                            score.points(),
                            score.missed().stream().map(missed -> missed.code()).toList()))
                    .toList();
            return new SideView(side.address(), side.bytes(), side.points(), scores);
        }
    }

    /** @param missed codes of what costs points */
    record ScoreView(String measure, int points, List<String> missed) {}

    record ComparisonAnswer(
            @Nullable SideView before, @Nullable SideView after, Comparison.Kept facts) {}

    /** @param colours {@code #rrggbb}, the main one and the accent; none keeps those that the site has */
    record LookOrder(@Nullable String look, @Nullable List<String> colours) {}

    record LookAnswer(String look, List<String> colours, String revision, URI previewUrl) {}

    @GetMapping("/comparison")
    ComparisonAnswer compare(Caller caller, @PathVariable String slug) {
        var comparison = comparisons.of(pages.find(caller, slug));
        return new ComparisonAnswer(
                SideView.of(comparison.before().orElse(null)),
                SideView.of(comparison.after().orElse(null)),
                comparison.facts());
    }

    /** A PNG where this machine can take one, else one HTML document; {@code Accept: text/html} always gives the latter. */
    @GetMapping("/card")
    ResponseEntity<byte[]> card(
            Caller caller,
            @PathVariable String slug,
            @RequestHeader(name = "Accept", defaultValue = "*/*") String accept,
            HttpServletRequest request) {
        var site = pages.find(caller, slug);
        var frame = pages.frame(request);
        var wantsHtml = accept.contains(MediaType.TEXT_HTML_VALUE) && !accept.contains("image/");
        return ComparisonPages.sent(site, wantsHtml ? card.document(site, frame) : card.of(site, frame));
    }

    @GetMapping("/look")
    Look look(Caller caller, @PathVariable String slug) {
        return looks.of(pages.find(caller, slug))
                .orElseThrow(() -> new ProblemException(Problem.of("nothing-to-edit", 409)));
    }

    /** Changes look and colours of the newest revision and shows it in the preview; nothing is published. */
    @PutMapping("/look")
    LookAnswer change(Caller caller, @PathVariable String slug, @RequestBody LookOrder order) {
        var site = pages.find(caller, slug);
        var wanted = order.look() == null ? look(caller, slug).look() : order.look();
        var colours = order.colours() == null ? List.<String>of() : order.colours();
        var done = ComparisonPages.demand(looks.to(site, wanted, colours, caller));
        var now = looks.of(pages.find(caller, slug)).orElse(new Look(wanted, colours));
        return new LookAnswer(now.look(), now.colours(), done.revision(), done.preview());
    }
}
