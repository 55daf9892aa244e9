package io.chantier.editing.web;

import io.chantier.editing.Edits;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.SitePages;
import jakarta.servlet.http.HttpServletRequest;
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

    /** So many at a time; who comes then sees what is kept a moment later. */
    private final Semaphore places = new Semaphore(AT_ONCE);

    SketchPages(SitePages pages, Edits edits, SitePreviews previews) {
        this.pages = pages;
        this.edits = edits;
        this.previews = previews;
    }

    /** Takes the form as {@link EditPages#save} does and keeps nothing; the address of the page, or no content. */
    @PostMapping("/sites/{slug}/edit/sketch")
    ResponseEntity<String> sketch(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "/") String on,
            HttpServletRequest request) {
        var site = pages.find(caller, slug);
        var typed = new Submission(request.getParameterMap()).typed();
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
