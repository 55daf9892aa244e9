package io.chantier.storage;

import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import java.util.Set;

/**
 * What the container of a video says: type, size and length, without decoding a frame. Takes what every browser plays: MP4
 * with H.264, and WebM.
 *
 * @param width 0 where the container does not say
 * @param seconds 0 where the container does not say
 */
public record VideoHeader(String contentType, int width, int height, int seconds) {

    /** The least that tells what a file is. */
    private static final int SHORTEST = 12;

    private static final Set<String> H264 = Set.of("avc1", "avc3");
    private static final Set<String> WEBM_CODECS = Set.of("V_VP8", "V_VP9", "V_AV1");

    /** @throws ProblemException when it is no video that we take; the field is {@code file} */
    public static VideoHeader of(byte[] bytes) {
        try {
            var in = new ContainerBytes(bytes);
            if (in.size() < SHORTEST) throw refused("not-a-video");
            if (in.text(4, 4).equals("ftyp")) return mp4(in);
            if (in.number(0, 4) == 0x1a45dfa3L) return webm(in);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw refused("video-damaged");
        }
        throw refused("not-a-video");
    }

    private static VideoHeader mp4(ContainerBytes in) {
        if (in.text(8, 4).equals("qt  ")) throw refused("video-codec");
        var movie = in.box(0, in.size(), "moov").orElseThrow(() -> refused("video-damaged"));
        var header = in.box(movie.from(), movie.to(), "mvhd").orElseThrow(() -> refused("video-damaged"));
        boolean isLong = in.number(header.from(), 1) == 1;
        long scale = in.number(header.from() + (isLong ? 20 : 12), 4);
        long length = in.number(header.from() + (isLong ? 24 : 16), isLong ? 8 : 4);
        if (scale == 0) throw refused("video-damaged");
        for (var track : in.boxes(movie.from(), movie.to(), "trak")) {
            var handler = in.box(track, "mdia", "hdlr");
            if (handler.isEmpty() || !in.text(handler.get().from() + 8, 4).equals("vide")) continue;
            var samples = in.box(track, "mdia", "minf", "stbl", "stsd").orElseThrow(() -> refused("video-damaged"));
            if (!H264.contains(in.text(samples.from() + 12, 4))) throw refused("video-codec");
            return new VideoHeader(
                    "video/mp4",
                    (int) in.number(samples.from() + 40, 2),
                    (int) in.number(samples.from() + 42, 2),
                    Math.toIntExact(length / scale));
        }
        throw refused("video-codec");
    }

    private static VideoHeader webm(ContainerBytes in) {
        var head = in.element(0);
        var kind = in.element(head, 0x4282).map(found -> in.text(found.from(), found.length()));
        if (!kind.orElse("").replace("\0", "").equals("webm")) throw refused("video-codec");
        var segment = in.element(head.to());
        var info = in.element(segment, 0x1549a966);
        var tracks = in.element(segment, 0x1654ae6b).orElseThrow(() -> refused("video-damaged"));
        long scale = info.flatMap(found -> in.element(found, 0x2ad7b1))
                .map(found -> in.number(found.from(), found.length()))
                .orElse(1_000_000L);
        double length = info.flatMap(found -> in.element(found, 0x4489))
                .map(found -> in.real(found.from(), found.length()))
                .orElse(0d);
        for (var track : in.elements(tracks, 0xae)) {
            var codec = in.element(track, 0x86).map(found -> in.text(found.from(), found.length()));
            if (!WEBM_CODECS.contains(codec.orElse(""))) continue;
            var picture = in.element(track, 0xe0);
            return new VideoHeader(
                    "video/webm",
                    picture.flatMap(found -> in.element(found, 0xb0))
                            .map(in::whole)
                            .orElse(0),
                    picture.flatMap(found -> in.element(found, 0xba))
                            .map(in::whole)
                            .orElse(0),
                    (int) Math.clamp(length * scale / 1e9, 0, 360_000));
        }
        throw refused("video-codec");
    }

    private static ProblemException refused(String code) {
        return new ProblemException(Problem.ofField("file", code, Map.of()));
    }

    /** How the file of such a video ends. */
    public String ending() {
        return contentType.substring("video/".length());
    }
}
