package io.chantier.editing.web;

import io.chantier.editing.PictureEdits;
import io.chantier.editing.PictureEdits.Changed;
import io.chantier.identity.Caller;
import io.chantier.rendering.Pictures.Box;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SitePictures;
import io.chantier.storage.Media.Picture;
import io.chantier.web.Frames;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One picture: what it shows, which part of it, another one in its place, or none. */
@Controller
@RequestMapping("/sites/{slug}/pictures/{id}")
class PictureRetouch {

    private final SitePages pages;
    private final SitePictures pictures;
    private final PictureEdits edits;

    PictureRetouch(SitePages pages, SitePictures pictures, PictureEdits edits) {
        this.pages = pages;
        this.pictures = pictures;
        this.edits = edits;
    }

    @GetMapping("/retouch")
    String show(
            Caller caller, @PathVariable String slug, @PathVariable String id, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        return shown(site, found(pictures, site, id), request, page);
    }

    /** Says what it shows and cuts it where the box is smaller than the picture. */
    @PostMapping("/retouch")
    String retouch(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var picture = found(pictures, site, id);
        var alt = typed.getOrDefault("alt", "").strip();
        try {
            demandAlternative(alt);
            var box = box(typed, picture);
            if (box == null) edits.describe(site, picture, alt, caller);
            var kept = box == null ? picture : demand(edits.crop(site, picture, box, alt, caller), picture);
            next.addFlashAttribute(Frames.DONE, "page.retouch.done");
            return "redirect:/sites/" + slug + "/pictures/" + kept.id() + "/retouch";
        } catch (ProblemException refused) {
            return refused(site, picture, refused.problem(), request, response, page);
        }
    }

    @PostMapping("/replacement")
    String replace(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String alt,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next)
            throws IOException {
        var site = pages.find(caller, slug);
        var picture = found(pictures, site, id);
        try {
            if (file == null || file.isEmpty())
                throw new ProblemException(Problem.ofField("file", "required", Map.of()));
            if (file.getSize() > SitePictures.MOST_BYTES) throw new ProblemException(Problem.of("too-large", 413));
            demandAlternative(alt.strip());
            var name = String.valueOf(file.getOriginalFilename());
            var kept = demand(edits.replace(site, picture, file.getBytes(), alt.strip(), name, caller), picture);
            next.addFlashAttribute(Frames.DONE, "page.retouch.done");
            return "redirect:/sites/" + slug + "/pictures/" + kept.id() + "/retouch";
        } catch (ProblemException refused) {
            return refused(site, picture, refused.problem(), request, response, page);
        }
    }

    @PostMapping("/removal")
    String remove(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var picture = found(pictures, site, id);
        try {
            var _ = demand(edits.remove(site, picture, caller), picture);
            next.addFlashAttribute(Frames.DONE, "page.retouch.removed");
            return "redirect:/sites/" + slug + "/pictures";
        } catch (ProblemException refused) {
            return refused(site, picture, refused.problem(), request, response, page);
        }
    }

    static Picture found(SitePictures pictures, Site site, String id) {
        return pictures.find(site, id)
                .orElseThrow(() -> new ProblemException(Problem.of("picture-unknown", 404, Map.of("picture", id))));
    }

    static Picture demand(Changed changed, Picture old) {
        return switch (changed) {
            case Changed.Done(var picture) -> picture;
            case Changed.Refused(var why) -> throw new ProblemException(Problem.of(why.code(), 422, why.arguments()));
            case Changed.Needed() ->
                throw new ProblemException(Problem.of("picture-needed", 422, Map.of("picture", old.id())));
        };
    }

    static void demandAlternative(String alt) {
        if (alt.isEmpty()) throw new ProblemException(Problem.ofField("alt", "no-alternative", Map.of()));
        if (alt.length() > 300)
            throw new ProblemException(Problem.ofField("alt", "longer-than", Map.of("longest", "300")));
    }

    /** Null for the whole picture. */
    static @Nullable Box box(Map<String, String> typed, Picture picture) {
        var box = new Box(number(typed, "left"), number(typed, "top"), number(typed, "width"), number(typed, "height"));
        var isWhole = box.left() == 0 && box.top() == 0 && box.width() == 0 && box.height() == 0;
        var isAll = box.left() == 0
                && box.top() == 0
                && Math.max(box.width(), box.height()) == Math.max(picture.width(), picture.height())
                && Math.min(box.width(), box.height()) == Math.min(picture.width(), picture.height());
        return isWhole || isAll ? null : box;
    }

    private static int number(Map<String, String> typed, String name) {
        var text = typed.getOrDefault(name, "").strip();
        if (text.isEmpty()) return 0;
        if (!text.matches("\\d{1,6}")) throw new ProblemException(Problem.ofField(name, "malformed", Map.of()));
        return Integer.parseInt(text);
    }

    private String refused(
            Site site,
            Picture picture,
            Problem problem,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        response.setStatus(problem.status());
        page.addAttribute("problem", problem);
        return shown(site, picture, request, page);
    }

    private String shown(Site site, Picture picture, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("picture", picture);
        page.addAttribute("path", "/sites/" + site.slug() + "/pictures/" + picture.id());
        return "editing/retouch";
    }
}
