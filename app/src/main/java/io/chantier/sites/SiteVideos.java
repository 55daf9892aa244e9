package io.chantier.sites;

import io.chantier.storage.Media;
import io.chantier.storage.Media.Video;
import io.chantier.storage.Media.VideoWords;
import io.chantier.storage.VideoHeader;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The videos of a site: sent by a person, each with a picture that stands in its place where it does not play. */
@Component
public class SiteVideos {

    public static final int LONGEST_LABEL = 300;

    private final Media media;
    private final SitePictures pictures;
    private final VideoSettings settings;

    SiteVideos(Media media, SitePictures pictures, VideoSettings settings) {
        this.media = media;
        this.pictures = pictures;
        this.settings = settings;
    }

    /** A file that a person sends. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two files
    public record Sent(byte[] bytes, String name) {}

    /** The picture of a video. */
    public sealed interface Poster {

        /** One that the site has. */
        record Known(String id) implements Poster {}

        record New(Sent picture) implements Poster {}
    }

    /** Oldest first. */
    public List<Video> of(Site site) {
        return media.videos(site.team(), site.id().value());
    }

    public Optional<Video> find(Site site, String id) {
        return of(site).stream().filter(video -> video.id().equals(id)).findFirst();
    }

    /** In bytes. */
    public long most() {
        return settings.most().toBytes();
    }

    /**
     * Keeps a video that a person sends; the same bytes again get this poster and these words.
     *
     * @param label what it shows, for those who do not see it; empty for decoration
     * @throws ProblemException naming the field that is wrong: {@code file}, {@code poster} or {@code label}
     */
    @Transactional
    public Video add(Site site, Sent video, String label, Poster poster) {
        if (video.bytes().length == 0) throw wrong("file", "required");
        if (video.bytes().length > most())
            throw new ProblemException(
                    Problem.ofField("file", "video-too-large", Map.of("most", Long.toString(most() >> 20))));
        var _ = VideoHeader.of(video.bytes());
        var words = new VideoWords(poster(site, poster), said(label), "upload:" + video.name());
        return media.keepVideo(site.team(), site.id().value(), video.bytes(), words);
    }

    /**
     * Has it another poster and other words.
     *
     * @throws ProblemException naming the field that is wrong, or that the site has no such video
     */
    @Transactional
    public Video describe(Site site, String id, String label, String poster) {
        if (find(site, id).isEmpty()) throw unknown(id);
        media.describeVideo(site.team(), site.id().value(), id, poster(site, new Poster.Known(poster)), said(label));
        return find(site, id).orElseThrow();
    }

    public static ProblemException unknown(String id) {
        return new ProblemException(Problem.of("video-unknown", 404, Map.of("video", id)));
    }

    private String poster(Site site, Poster poster) {
        return switch (poster) {
            case Poster.New(var picture) ->
                pictures.add(site, picture.bytes(), picture.name(), "", SitePictures.Use.NONE)
                        .id();
            case Poster.Known(var id) -> {
                if (id.isBlank()) throw wrong("poster", "no-poster");
                if (pictures.find(site, id).isEmpty()) throw wrong("poster", "unknown-value");
                yield id;
            }
        };
    }

    private static String said(String label) {
        if (label.length() > LONGEST_LABEL)
            throw new ProblemException(
                    Problem.ofField("label", "longer-than", Map.of("longest", Integer.toString(LONGEST_LABEL))));
        return label.strip();
    }

    private static ProblemException wrong(String field, String code) {
        return new ProblemException(Problem.ofField(field, code, Map.of()));
    }
}
