package io.chantier.sites.web;

import io.chantier.storage.Media.Video;
import java.util.List;

/**
 * The videos of a site as the tab of its pictures shows them.
 *
 * @param most the largest file that is taken, in bytes
 */
public record VideosView(String path, List<Video> videos, long most) {

    public long mostMegabytes() {
        return most >> 20;
    }

    /** In megabytes with one digit behind the point: 3.4. */
    public static double megabytes(Video video) {
        return Math.max(1, Math.round(video.stored().bytes() / 104_857.6)) / 10.0;
    }

    /** {@code 0:07} */
    public static String length(Video video) {
        var seconds = video.header().seconds();
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    public static String fileName(Video video) {
        return video.origin().replaceFirst("^upload:", "");
    }
}
