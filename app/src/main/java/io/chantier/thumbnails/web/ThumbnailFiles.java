package io.chantier.thumbnails.web;

import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.thumbnails.Thumbnails;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The picture of a site for members of its team, kept by their browsers for good. */
@Controller
class ThumbnailFiles {

    private final SitePages sites;
    private final Thumbnails thumbnails;

    ThumbnailFiles(SitePages sites, Thumbnails thumbnails) {
        this.sites = sites;
        this.thumbnails = thumbnails;
    }

    /** Whoever asks for one that was replaced since gets the one of now, which is not to be kept under that name. */
    @GetMapping("/sites/{slug}/thumbnail/{digest}")
    ResponseEntity<byte[]> show(Caller caller, @PathVariable String slug, @PathVariable String digest) {
        var file = thumbnails
                .file(sites.find(caller, slug))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        var named = file.name().value().equals(digest);
        return ResponseEntity.ok()
                .cacheControl(named ? forGood() : CacheControl.noCache().cachePrivate())
                .eTag(file.name().value())
                .contentType(MediaType.IMAGE_JPEG)
                .body(file.jpeg());
    }

    private static CacheControl forGood() {
        return CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
    }
}
