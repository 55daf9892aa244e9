package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SitePictures;
import io.chantier.sites.SiteVideos;
import io.chantier.storage.Blobs;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of a site's pictures: what there is, what is shown first, and more from the reader's device. */
@Controller
@RequestMapping("/sites/{slug}/pictures")
class PicturePages {

    private final SitePages pages;
    private final SitePictures pictures;
    private final SiteVideos videos;
    private final Blobs blobs;

    PicturePages(SitePages pages, SitePictures pictures, SiteVideos videos, Blobs blobs) {
        this.pages = pages;
        this.pictures = pictures;
        this.videos = videos;
        this.blobs = blobs;
    }

    @GetMapping
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return shown(pages.find(caller, slug), request, page);
    }

    @PostMapping
    String add(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String alt,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            for (var file : Upload.of(request, "files"))
                pictures.add(site, file.bytes(), file.name(), alt, SitePictures.Use.SHOWN);
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            page.addAttribute("problem", refused.problem());
            return shown(pages.find(caller, slug), request, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.pictures.added");
        return "redirect:" + path(site);
    }

    @PostMapping("/{id}/use")
    String use(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(required = false) SitePictures.@Nullable Use as,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (as == null) throw new ProblemException(Problem.ofField("as", "required", Map.of()));
        try {
            pictures.use(site, id, as);
        } catch (NoSuchElementException _) {
            throw unknown(id);
        }
        next.addFlashAttribute(Frames.DONE, "page.pictures.used");
        return "redirect:" + path(site);
    }

    /** The original, in a sandbox of its own: a drawing is a document too. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> original(Caller caller, @PathVariable String slug, @PathVariable String id) {
        var site = pages.find(caller, slug);
        var picture = pictures.of(site).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(30)).cachePrivate().immutable())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("Content-Type", picture.contentType())
                .body(blobs.get(picture.original()).orElseThrow(() -> unknown(id)));
    }

    String shown(Site site, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("view", PicturesView.of(path(site), site, pictures.of(site)));
        page.addAttribute(
                "videos", new VideosView("/sites/" + site.slug() + "/videos", videos.of(site), videos.most()));
        return "sites/pictures";
    }

    private static String path(Site site) {
        return "/sites/" + site.slug() + "/pictures";
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(Problem.of("picture-unknown", 404, Map.of("picture", id)));
    }
}
