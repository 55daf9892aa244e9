package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteVideos;
import io.chantier.sites.SiteVideos.Poster;
import io.chantier.sites.SiteVideos.Sent;
import io.chantier.storage.Media.Video;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
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

/** The videos of a site, for programs. */
@RestController
@RequestMapping("/api/sites/{slug}/videos")
class VideoApi {

    private final SitePages pages;
    private final SiteVideos videos;

    VideoApi(SitePages pages, SiteVideos videos) {
        this.pages = pages;
        this.videos = videos;
    }

    /**
     * One video.
     *
     * @param poster the id of the picture that stands in its place
     * @param seconds 0 where the file does not say
     */
    record VideoView(
            String id,
            String contentType,
            long bytes,
            int width,
            int height,
            int seconds,
            String poster,
            String label,
            String origin) {
        static VideoView of(Video video) {
            var header = video.header();
            return new VideoView(
                    video.id(),
                    header.contentType(),
                    video.stored().bytes(),
                    header.width(),
                    header.height(),
                    header.seconds(),
                    video.poster(),
                    video.label(),
                    video.origin());
        }
    }

    /** What is left out becomes empty. */
    record WordsBody(@Nullable String poster, @Nullable String label) {}

    @GetMapping
    List<VideoView> list(Caller caller, @PathVariable String slug) {
        return videos.of(pages.find(caller, slug)).stream().map(VideoView::of).toList();
    }

    /** Takes the bytes of one MP4 (H.264) or WebM as the body; what it is, is read from the bytes and not from their claimed type. */
    @PostMapping
    ResponseEntity<VideoView> add(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String poster,
            @RequestParam(defaultValue = "") String label,
            @RequestBody InputStreamResource body)
            throws IOException {
        var site = pages.find(caller, slug);
        var video = videos.add(site, new Sent(bytes(body), "api"), label, new Poster.Known(poster));
        return ResponseEntity.created(URI.create("/api/sites/" + slug + "/videos"))
                .body(VideoView.of(video));
    }

    @PutMapping("/{id}")
    VideoView describe(
            Caller caller, @PathVariable String slug, @PathVariable String id, @RequestBody WordsBody words) {
        var label = Objects.requireNonNullElse(words.label(), "");
        var poster = Objects.requireNonNullElse(words.poster(), "");
        return VideoView.of(videos.describe(pages.find(caller, slug), id, label, poster));
    }

    /** One byte more than is taken is enough to know. */
    private byte[] bytes(InputStreamResource body) throws IOException {
        try (var stream = body.getInputStream()) {
            return stream.readNBytes(Math.toIntExact(videos.most() + 1));
        }
    }
}
