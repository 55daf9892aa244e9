package io.chantier.editing.web;

import io.chantier.editing.Edits;
import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.Restorations;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.lifecycle.SitePreviews.Shown;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The data of a site, for programs that edit it; whatever is kept is shown at the preview's address at once. */
@RestController
@RequestMapping("/api/sites/{slug}")
class ContentApi {

    private final SitePages pages;
    private final Edits edits;
    private final Restorations restorations;
    private final Revisions revisions;
    private final SitePreviews previews;

    ContentApi(SitePages pages, Edits edits, Restorations restorations, Revisions revisions, SitePreviews previews) {
        this.pages = pages;
        this.edits = edits;
        this.restorations = restorations;
        this.revisions = revisions;
        this.previews = previews;
    }

    /**
     * What a change led to.
     *
     * @param revision the newest one now
     * @param changed false where everything was so already
     * @param previewUrl where it can be seen; null where it cannot be shown
     */
    record Changed(
            String revision, boolean changed, @Nullable String previewUrl) {}

    /** {@code site}, {@code content} and {@code tokens} of the newest revision; its {@code ETag} is the revision. */
    @GetMapping("/content")
    ResponseEntity<JsonNode> show(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        if (site.status().revision() == null) throw Refusals.of(new Outcome.Nothing());
        return ResponseEntity.ok()
                .eTag("\"" + site.status().revision() + "\"")
                .body(edits.open(site).root());
    }

    /**
     * Changes all of it or nothing. The body is an object from JSON Pointers to values ({@code null} takes away), or a
     * JSON Patch (RFC 6902); pointers begin with {@code /site}, {@code /content} or {@code /tokens}.
     *
     * @param edited the revision that was read before; another newest one is answered 412
     */
    @PatchMapping("/content")
    ResponseEntity<Changed> change(
            Caller caller,
            @PathVariable String slug,
            @RequestHeader(name = "If-Match", required = false) @Nullable String edited,
            @RequestBody JsonNode body) {
        var site = pages.find(caller, slug);
        return answer(caller, slug, edits.apply(site, JsonPatch.read(body), revision(edited), caller));
    }

    /**
     * One change back.
     *
     * @param seen the revision that was read before; another newest one is answered 412, so that nobody takes back what
     *     they never saw
     */
    @PostMapping("/undo")
    ResponseEntity<Changed> undo(
            Caller caller,
            @PathVariable String slug,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        return answer(caller, slug, there(restorations.undo(pages.find(caller, slug), revision(seen), caller)));
    }

    /**
     * Takes the last undoing back.
     *
     * @param seen as for undo
     */
    @PostMapping("/redo")
    ResponseEntity<Changed> redo(
            Caller caller,
            @PathVariable String slug,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen) {
        return answer(caller, slug, there(restorations.redo(pages.find(caller, slug), revision(seen), caller)));
    }

    /** The revision in an {@code If-Match}; null for any. */
    static @Nullable String revision(@Nullable String tag) {
        return tag == null || tag.equals("*") ? null : tag.replace("W/", "").replace("\"", "");
    }

    /** Makes an earlier revision the newest one again. */
    @PostMapping("/revisions/{id}/restoration")
    ResponseEntity<Changed> restore(Caller caller, @PathVariable String slug, @PathVariable String id) {
        var site = pages.find(caller, slug);
        var target = revisions
                .find(site, id)
                .orElseThrow(() -> new ProblemException(Problem.of("revision-unknown", 404, Map.of("revision", id))));
        return answer(caller, slug, restorations.restore(site, target, caller));
    }

    private static Outcome there(Optional<Outcome> outcome) {
        return outcome.orElseThrow(() -> new ProblemException(Problem.of("nothing-to-undo", 409)));
    }

    private ResponseEntity<Changed> answer(Caller caller, String slug, Outcome outcome) {
        if (!(outcome instanceof Outcome.Done(var revision, var changed))) throw Refusals.of(outcome);
        return ResponseEntity.ok()
                .eTag("\"" + revision + "\"")
                .body(new Changed(revision, changed, address(pages.find(caller, slug))));
    }

    private @Nullable String address(Site site) {
        return switch (previews.show(site)) {
            case Shown.At(var address, var revision) -> address.toString();
            case Shown.Failed _ -> null;
            case Shown.Nothing() -> null;
        };
    }
}
