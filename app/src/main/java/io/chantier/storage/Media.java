package io.chantier.storage;

import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The pictures and videos that sites use: the original as it was read or uploaded, once per content and site. */
public interface Media {

    /** A picture with more pixels than this is refused before anybody decodes it. */
    long MOST_PIXELS = 50_000_000;

    /**
     * @param id what {@code data/content.json} names as {@code image}: the first 12 digits of the original's digest
     * @param contentType as sniffed from the bytes, never as claimed
     * @param origin the address it was read from, or {@code upload:<file name>}
     */
    record Picture(String id, Digest original, String contentType, int width, int height, String alt, String origin) {}

    /**
     * @param id what {@code data/content.json} names as {@code video}: the first 12 digits of the original's digest
     * @param poster the picture that stands in its place where it does not play
     * @param label what it shows, for those who do not see it; empty for decoration
     * @param origin {@code upload:<file name>}
     */
    record Video(String id, Stored stored, VideoHeader header, String poster, String label, String origin) {

        /** The name of its file in a release. */
        public String path() {
            return "_video/" + id + "." + header.ending();
        }
    }

    record Stored(Digest original, long bytes) {}

    /** What a person says of a video that they upload; see {@link Video}. */
    record VideoWords(String poster, String label, String origin) {}

    /**
     * Keeps a picture for a site; the same bytes again return the picture that is there.
     *
     * @throws io.chantier.web.ProblemException with {@code picture-unreadable}, {@code picture-too-large},
     *     {@code picture-animated} or {@code picture-unsafe} when it is none that we can show
     */
    Picture keep(TeamId team, UUID site, byte[] original, String alt, String origin);

    /** Says what a picture shows, for those who do not see it. */
    void describe(TeamId team, UUID site, String id, String alt);

    List<Picture> of(TeamId team, UUID site);

    Optional<Picture> find(TeamId team, UUID site, String id);

    /**
     * Keeps a video for a site; the same bytes again get the poster and the words of now.
     *
     * @throws io.chantier.web.ProblemException as {@link VideoHeader#of}
     */
    Video keepVideo(TeamId team, UUID site, byte[] original, VideoWords words);

    /** Has it another poster and other words. */
    void describeVideo(TeamId team, UUID site, String id, String poster, String label);

    List<Video> videos(TeamId team, UUID site);

    /** The originals that no other site of the team has. */
    List<Digest> onlyOf(TeamId team, UUID site);

    /** Forgets the pictures and videos of a site that is deleted; the bytes stay while another site has them. */
    void forget(TeamId team, UUID site);
}
