package io.chantier.editing.web;

import io.chantier.editing.Bounds;
import io.chantier.editing.Edits;
import io.chantier.editing.Guests.Writer;
import io.chantier.editing.PictureEdits;
import io.chantier.editing.Pointer;
import io.chantier.sites.SitePictures;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Somebody who has a link puts a picture of theirs where the site has room for one, and takes one off. */
@Controller
@RequestMapping("/review/{token}")
class GuestPictures {

    private final GuestDesk desk;
    private final Edits edits;
    private final SitePictures pictures;
    private final PictureEdits pictureEdits;

    GuestPictures(GuestDesk desk, Edits edits, SitePictures pictures, PictureEdits pictureEdits) {
        this.desk = desk;
        this.edits = edits;
        this.pictures = pictures;
        this.pictureEdits = pictureEdits;
    }

    @GetMapping("/edit/picture")
    String ask(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String at,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        place(desk.enter(token, request, response), at);
        return asked(at, page);
    }

    /** They cut it next. */
    @PostMapping("/edit/picture")
    String add(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String alt,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws IOException {
        var writer = desk.enter(token, request, response);
        var place = place(writer, at);
        try {
            if (file == null || file.isEmpty())
                throw new ProblemException(Problem.ofField("file", "required", Map.of()));
            if (file.getSize() > SitePictures.MOST_BYTES) throw new ProblemException(Problem.of("too-large", 413));
            PictureRetouch.demandAlternative(alt.strip());
            var name = String.valueOf(file.getOriginalFilename());
            var picture = pictureEdits.add(writer.site(), place, file.getBytes(), alt.strip(), name, writer.caller());
            return "redirect:/review/" + token + "/pictures/" + picture.id() + "/retouch?done=saved";
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            page.addAttribute("problem", refused.problem());
            page.addAttribute("alt", alt);
            return asked(at, page);
        }
    }

    @PostMapping("/pictures/{id}/removal")
    String remove(
            @PathVariable String token,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var writer = desk.enter(token, request, response);
        var picture = PictureRetouch.found(pictures, writer.site(), id);
        try {
            var _ = PictureRetouch.demand(pictureEdits.remove(writer.site(), picture, writer.caller()), picture);
            return GuestDesk.back(token, "/", "");
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            page.addAttribute("problem", refused.problem());
            return GuestTouches.shown(token, picture, page);
        }
    }

    /** Within what their link lets them change, whatever else it allows. */
    private Pointer place(Writer writer, String at) {
        return Pointer.read(at)
                .filter(place -> !place.isRoot())
                .filter(place -> Bounds.isWithin(place, edits.open(writer.site())))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private static String asked(String at, Model page) {
        page.addAttribute("at", at);
        return "editing/guestPicture";
    }
}
