package io.chantier.editing.web;

import io.chantier.editing.Bounds;
import io.chantier.editing.Edits;
import io.chantier.editing.Typed;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.concurrent.Semaphore;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page as it would be, while somebody is typing in a form. */
@Controller
class SketchPages {

    private static final int AT_ONCE = 2;

    private final SitePages pages;
    private final Edits edits;
    private final SitePreviews previews;
    private final GuestDesk desk;

    /** So many at a time; who comes then sees what is kept a moment later. */
    private final Semaphore places = new Semaphore(AT_ONCE);

    SketchPages(SitePages pages, Edits edits, SitePreviews previews, GuestDesk desk) {
        this.pages = pages;
        this.edits = edits;
        this.previews = previews;
        this.desk = desk;
    }

    /** Takes the form as {@link EditPages#save} does and keeps nothing; the address of the page, or no content. */
    @PostMapping("/sites/{slug}/edit/sketch")
    ResponseEntity<String> sketch(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "/") String on,
            HttpServletRequest request) {
        return sketch(pages.find(caller, slug), new Submission(request.getParameterMap()).typed(), on);
    }

    /** The same for somebody who has a link. */
    @PostMapping("/review/{token}/edit/sketch")
    ResponseEntity<String> sketch(
            @PathVariable String token,
            @RequestParam(defaultValue = "/") String on,
            HttpServletRequest request,
            HttpServletResponse response) {
        var writer = desk.enter(token, request, response);
        var typed = new Submission(request.getParameterMap()).typed();
        if (!writer.arranges() && !Bounds.hold(typed, edits.open(writer.site())))
            return ResponseEntity.noContent().build();
        return sketch(writer.site(), typed, on);
    }

    private ResponseEntity<String> sketch(Site site, Typed typed, String on) {
        if (!EditPages.isEditable(site) || !places.tryAcquire())
            return ResponseEntity.noContent().build();
        try {
            return edits.sketch(site, typed)
                    .flatMap(files -> previews.sketch(site, files, on.startsWith("/") ? on : "/"))
                    .map(URI::toString)
                    .map(ResponseEntity::ok)
                    .orElseGet(() -> ResponseEntity.noContent().build());
        } finally {
            places.release();
        }
    }
}
