package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteVideos;
import io.chantier.sites.SiteVideos.Poster;
import io.chantier.sites.SiteVideos.Sent;
import io.chantier.storage.Blobs;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
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

/** Videos are sent and looked at on the tab of a site's pictures. */
@Controller
@RequestMapping("/sites/{slug}/videos")
class VideoPages {

    private final SitePages pages;
    private final SiteVideos videos;
    private final PicturePages tab;
    private final Blobs blobs;

    VideoPages(SitePages pages, SiteVideos videos, PicturePages tab, Blobs blobs) {
        this.pages = pages;
        this.videos = videos;
        this.tab = tab;
        this.blobs = blobs;
    }

    @PostMapping
    String add(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String poster,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            var file = Upload.of(request, "file").stream().findFirst();
            var picture = Upload.of(request, "picture").stream().findFirst();
            videos.add(
                    site,
                    file.map(VideoPages::sent).orElse(new Sent(new byte[0], "")),
                    label,
                    picture.<Poster>map(sent -> new Poster.New(sent(sent))).orElse(new Poster.Known(poster)));
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            page.addAttribute("refused", refused.problem());
            page.addAttribute("label", label);
            page.addAttribute("poster", poster);
            return tab.shown(pages.find(caller, slug), request, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.videos.added");
        return "redirect:/sites/" + site.slug() + "/pictures#videos";
    }

    /** The file as it was sent, in parts where a browser asks for parts. */
    @GetMapping("/{id}")
    ResponseEntity<Resource> original(Caller caller, @PathVariable String slug, @PathVariable String id) {
        var video = videos.find(pages.find(caller, slug), id).orElseThrow(() -> SiteVideos.unknown(id));
        var bytes = blobs.get(video.stored().original()).orElseThrow(() -> SiteVideos.unknown(id));
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(30)).cachePrivate().immutable())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Content-Type", video.header().contentType())
                .body(new ByteArrayResource(bytes));
    }

    private static Sent sent(Upload file) {
        return new Sent(file.bytes(), file.name());
    }
}
