package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.sites.Sites;
import io.chantier.storage.Media.Picture;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pictures of a site, read or sent. */
@RestController
@RequestMapping("/api/sites/{slug}/pictures")
class PictureApi {

    private final Sites sites;
    private final SitePictures pictures;

    PictureApi(Sites sites, SitePictures pictures) {
        this.sites = sites;
        this.pictures = pictures;
    }

    /**
     * One picture.
     *
     * @param origin the address it was read from, or {@code upload:<file name>}
     * @param use what a person wants with it
     */
    record PictureView(
            String id, String contentType, int width, int height, String alt, String origin, SitePictures.Use use) {
        static PictureView of(Site site, Picture picture) {
            return new PictureView(
                    picture.id(),
                    picture.contentType(),
                    picture.width(),
                    picture.height(),
                    picture.alt(),
                    picture.origin(),
                    PicturesView.use(site, picture.id()));
        }
    }

    /**
     * @param use what is wanted with the picture from now on
     * @param alt what it shows, for those who do not see it
     */
    record UseBody(SitePictures.@Nullable Use use, @Nullable String alt) {}

    @GetMapping
    List<PictureView> list(Caller caller, @PathVariable String slug) {
        var site = found(caller, slug);
        return pictures.of(site).stream()
                .map(picture -> PictureView.of(site, picture))
                .toList();
    }

    /**
     * Takes the bytes of one picture as the body, JPEG, PNG, WebP, GIF or a safe SVG of at most 20 MiB; what it is, is read
     * from the bytes and not from their claimed type.
     */
    @PostMapping
    ResponseEntity<PictureView> add(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String alt,
            @RequestParam(defaultValue = "SHOWN") SitePictures.Use use,
            @RequestBody InputStreamResource body)
            throws IOException {
        var site = found(caller, slug);
        var picture = pictures.add(site, bytes(body), "api", alt, use);
        return ResponseEntity.created(URI.create("/api/sites/" + slug + "/pictures"))
                .body(PictureView.of(found(caller, slug), picture));
    }

    @PutMapping("/{id}")
    PictureView use(Caller caller, @PathVariable String slug, @PathVariable String id, @RequestBody UseBody body) {
        var site = found(caller, slug);
        var use = body.use();
        var alt = body.alt();
        if (use == null && alt == null) throw new ProblemException(Problem.ofField("use", "required", Map.of()));
        if (alt != null && alt.isBlank()) throw new ProblemException(Problem.ofField("alt", "required", Map.of()));
        try {
            if (use != null) pictures.use(site, id, use);
            if (alt != null) pictures.describe(site, id, alt.strip());
        } catch (NoSuchElementException _) {
            throw new ProblemException(Problem.of("picture-unknown", 404, Map.of("picture", id)));
        }
        return pictures.of(site).stream()
                .filter(picture -> picture.id().equals(id))
                .map(picture -> PictureView.of(found(caller, slug), picture))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(InputStreamResource body) throws IOException {
        try (var stream = body.getInputStream()) {
            var bytes = stream.readNBytes(SitePictures.MOST_BYTES + 1);
            if (bytes.length > SitePictures.MOST_BYTES) throw new ProblemException(Problem.of("too-large", 413));
            return bytes;
        }
    }

    private Site found(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }
}
