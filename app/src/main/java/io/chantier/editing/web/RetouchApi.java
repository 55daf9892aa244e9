package io.chantier.editing.web;

import io.chantier.editing.PictureEdits;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.rendering.Pictures.Box;
import io.chantier.sites.SitePages;
import io.chantier.sites.SitePictures;
import io.chantier.storage.Media.Picture;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Changes a picture wherever the pages show it. */
@RestController
@RequestMapping("/api/sites/{slug}/pictures/{id}")
class RetouchApi {

    private final SitePages pages;
    private final SitePictures pictures;
    private final PictureEdits edits;
    private final SitePreviews previews;

    RetouchApi(SitePages pages, SitePictures pictures, PictureEdits edits, SitePreviews previews) {
        this.pages = pages;
        this.pictures = pictures;
        this.edits = edits;
        this.previews = previews;
    }

    /** The picture that stands there now, with an id of its own. */
    record PictureNow(String id, int width, int height, String alt) {
        static PictureNow of(Picture picture) {
            return new PictureNow(picture.id(), picture.width(), picture.height(), picture.alt());
        }
    }

    /** The part that stays, in pixels of the upright picture. */
    record CropBody(
            @Nullable Integer left,
            @Nullable Integer top,
            @Nullable Integer width,
            @Nullable Integer height) {

        Box box() {
            return new Box(given("left", left), given("top", top), given("width", width), given("height", height));
        }

        private static int given(String name, @Nullable Integer number) {
            if (number == null) throw new ProblemException(Problem.ofField(name, "required", Map.of()));
            return number;
        }
    }

    /** Cuts a box out of the picture, in pixels of the upright picture. */
    @PostMapping("/crop")
    PictureNow crop(Caller caller, @PathVariable String slug, @PathVariable String id, @RequestBody CropBody body) {
        var site = pages.find(caller, slug);
        var old = PictureRetouch.found(pictures, site, id);
        return shown(caller, slug, PictureRetouch.demand(edits.crop(site, old, body.box(), old.alt(), caller), old));
    }

    /** Takes the bytes of another picture as the body, as for a new one. */
    @PostMapping("/replacement")
    PictureNow replace(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String alt,
            @RequestBody InputStreamResource body)
            throws IOException {
        var site = pages.find(caller, slug);
        var old = PictureRetouch.found(pictures, site, id);
        try (var stream = body.getInputStream()) {
            var bytes = stream.readNBytes(SitePictures.MOST_BYTES + 1);
            if (bytes.length > SitePictures.MOST_BYTES) throw new ProblemException(Problem.of("too-large", 413));
            var words = alt.isBlank() ? old.alt() : alt.strip();
            return shown(
                    caller, slug, PictureRetouch.demand(edits.replace(site, old, bytes, words, "api", caller), old));
        }
    }

    /** Takes it off all pages; earlier revisions still have it. */
    @DeleteMapping
    ResponseEntity<Void> remove(Caller caller, @PathVariable String slug, @PathVariable String id) {
        var site = pages.find(caller, slug);
        var old = PictureRetouch.found(pictures, site, id);
        var _ = shown(caller, slug, PictureRetouch.demand(edits.remove(site, old, caller), old));
        return ResponseEntity.noContent().build();
    }

    private PictureNow shown(Caller caller, String slug, Picture picture) {
        var _ = previews.show(pages.find(caller, slug));
        return PictureNow.of(picture);
    }
}
