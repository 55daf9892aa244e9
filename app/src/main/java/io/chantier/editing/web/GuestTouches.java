package io.chantier.editing.web;

import io.chantier.editing.PictureEdits;
import io.chantier.editing.Wardrobe;
import io.chantier.sites.SitePictures;
import io.chantier.storage.Blobs;
import io.chantier.storage.Media.Picture;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The pictures and the look, for somebody who has a link. */
@Controller
@RequestMapping("/review/{token}")
class GuestTouches {

    private final GuestDesk desk;
    private final SitePictures pictures;
    private final PictureEdits edits;
    private final Wardrobe wardrobe;
    private final Blobs blobs;

    GuestTouches(GuestDesk desk, SitePictures pictures, PictureEdits edits, Wardrobe wardrobe, Blobs blobs) {
        this.desk = desk;
        this.pictures = pictures;
        this.edits = edits;
        this.wardrobe = wardrobe;
        this.blobs = blobs;
    }

    /** The original, in a sandbox of its own: a drawing is a document too. */
    @GetMapping("/pictures/{id}")
    ResponseEntity<byte[]> original(
            @PathVariable String token,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        var picture = PictureRetouch.found(
                pictures, desk.enter(token, request, response).site(), id);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("Content-Type", picture.contentType())
                .body(blobs.get(picture.original())
                        .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404))));
    }

    @GetMapping("/pictures/{id}/retouch")
    String show(
            @PathVariable String token,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var site = desk.enter(token, request, response).site();
        return shown(token, PictureRetouch.found(pictures, site, id), page);
    }

    @PostMapping("/pictures/{id}/retouch")
    String retouch(
            @PathVariable String token,
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var writer = desk.enter(token, request, response);
        var site = writer.site();
        var picture = PictureRetouch.found(pictures, site, id);
        var alt = typed.getOrDefault("alt", "").strip();
        try {
            PictureRetouch.demandAlternative(alt);
            var box = PictureRetouch.box(typed, picture);
            if (box == null) {
                edits.describe(site, picture, alt, writer.caller());
                return done(token, picture);
            }
            return done(token, PictureRetouch.demand(edits.crop(site, picture, box, alt, writer.caller()), picture));
        } catch (ProblemException refused) {
            return refused(token, picture, refused.problem(), response, page);
        }
    }

    @PostMapping("/pictures/{id}/replacement")
    String replace(
            @PathVariable String token,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String alt,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        var writer = desk.enter(token, request, response);
        var picture = PictureRetouch.found(pictures, writer.site(), id);
        try {
            if (file == null || file.isEmpty())
                throw new ProblemException(Problem.ofField("file", "required", Map.of()));
            if (file.getSize() > SitePictures.MOST_BYTES) throw new ProblemException(Problem.of("too-large", 413));
            PictureRetouch.demandAlternative(alt.strip());
            var name = String.valueOf(file.getOriginalFilename());
            var changed = edits.replace(writer.site(), picture, file.getBytes(), alt.strip(), name, writer.caller());
            return done(token, PictureRetouch.demand(changed, picture));
        } catch (ProblemException refused) {
            return refused(token, picture, refused.problem(), response, page);
        }
    }

    @PostMapping("/edit/look")
    String wear(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String look,
            @RequestParam(defaultValue = "") String primary,
            @RequestParam(defaultValue = "") String accent,
            HttpServletRequest request,
            HttpServletResponse response) {
        var writer = desk.enter(token, request, response);
        if (!writer.arranges()) throw new ProblemException(Problem.of("review-arrange", 403));
        EditButtons.demand(Optional.of(wardrobe.wear(writer.site(), look, List.of(primary, accent), writer.caller())));
        return GuestDesk.back(token, EditScreens.LOOK, "");
    }

    private static String done(String token, Picture picture) {
        return "redirect:/review/" + token + "/pictures/" + picture.id() + "/retouch?done=saved";
    }

    private static String refused(
            String token, Picture picture, Problem problem, HttpServletResponse response, Model page) {
        response.setStatus(problem.status());
        page.addAttribute("problem", problem);
        return shown(token, picture, page);
    }

    static String shown(String token, Picture picture, Model page) {
        page.addAttribute("picture", picture);
        page.addAttribute("path", "/review/" + token + "/pictures/" + picture.id());
        return "editing/guestRetouch";
    }
}
