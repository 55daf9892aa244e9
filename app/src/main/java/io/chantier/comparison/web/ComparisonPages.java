package io.chantier.comparison.web;

import io.chantier.comparison.Card;
import io.chantier.comparison.LookSwitch;
import io.chantier.comparison.LookSwitch.Switched;
import io.chantier.identity.Caller;
import io.chantier.reading.OldPages;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Frames;
import io.chantier.web.Parts;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The old page, the card to send on, and the switch of looks. */
@Controller
@RequestMapping("/sites/{slug}")
class ComparisonPages {

    /** The old page comes from strangers: it runs nothing, loads nothing and has an origin of its own. */
    static final String SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
            + " frame-ancestors 'self'; sandbox";

    private final SitePages pages;
    private final OldPages oldPages;
    private final Card card;
    private final LookSwitch looks;
    private final ComparisonViews views;
    private final Parts parts;

    ComparisonPages(
            SitePages pages, OldPages oldPages, Card card, LookSwitch looks, ComparisonViews views, Parts parts) {
        this.pages = pages;
        this.oldPages = oldPages;
        this.card = card;
        this.looks = looks;
        this.views = views;
        this.parts = parts;
    }

    @GetMapping("/before")
    ResponseEntity<byte[]> before(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        var shown = oldPages.find(site.team(), site.id())
                .flatMap(old -> oldPages.text(old.shown()))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=utf-8"))
                .header("Content-Security-Policy", SANDBOX)
                .header("Cache-Control", "private, max-age=60")
                .body(shown.getBytes(StandardCharsets.UTF_8));
    }

    /** @param format {@code html} for the document where a picture could be taken too */
    @GetMapping("/card")
    ResponseEntity<byte[]> card(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "png") String format,
            HttpServletRequest request) {
        var site = pages.find(caller, slug);
        var frame = pages.frame(request);
        return sent(site, format.equals("html") ? card.document(site, frame) : card.of(site, frame));
    }

    static ResponseEntity<byte[]> sent(Site site, java.util.Optional<Card.File> made) {
        var file = made.orElseThrow(() -> new ProblemException(Problem.of("nothing-to-compare", 409)));
        var named = ContentDisposition.attachment()
                .filename(site.slug() + "-chantier." + file.extension())
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.contentType()))
                .header("Content-Disposition", named.toString())
                .header("Content-Security-Policy", SANDBOX)
                .body(file.bytes());
    }

    /** Asked for by a script, it answers with the new page's frame; else with the site's page. */
    @PostMapping("/look")
    Object look(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String look,
            @RequestParam(defaultValue = "") String main,
            @RequestParam(defaultValue = "") String accent,
            @RequestHeader(name = "HX-Request", defaultValue = "") String byScript,
            HttpServletRequest request,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var colours =
                Stream.of(main, accent).filter(colour -> !colour.isBlank()).toList();
        demand(looks.to(site, look, colours, caller));
        if (byScript.isEmpty()) {
            next.addFlashAttribute(Frames.DONE, "page.comparison.switched");
            return "redirect:/sites/" + slug;
        }
        var now = pages.find(caller, slug);
        var view = views.of(now).orElseThrow(() -> new ProblemException(Problem.of("nothing-to-compare", 409)));
        var html = parts.text(
                "comparison/after.jte", Map.of("frame", pages.frame(request), "view", view, "title", now.name()));
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(html);
    }

    /** Ends the request where the look was not changed. */
    static Switched.Done demand(Switched switched) {
        return switch (switched) {
            case Switched.Done done -> done;
            case Switched.UnknownLook(var look) ->
                throw new ProblemException(Problem.ofField("look", "not-a-look", Map.of("look", look)));
            case Switched.NoColour(var colour) ->
                throw new ProblemException(Problem.ofField("colours", "not-a-colour", Map.of("colour", colour)));
            case Switched.Nothing _ -> throw new ProblemException(Problem.of("nothing-to-edit", 409));
            case Switched.NotShown(var why) ->
                throw new ProblemException(new Problem(why.code(), 422, why.arguments(), List.of()));
        };
    }
}
