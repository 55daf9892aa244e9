package io.chantier.storage;

import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the first bytes of a picture say: type and size, without decoding a pixel. Refuses what we cannot show or what is
 * dangerous to open.
 */
public record PictureHeader(String contentType, int width, int height) {

    /** @throws ProblemException when it is no picture that we take */
    public static PictureHeader of(byte[] bytes) {
        try {
            var header = read(new Bytes(bytes));
            if (header.width < 1 || header.height < 1) throw refused("picture-unreadable", Map.of());
            if ((long) header.width * header.height > Media.MOST_PIXELS) throw tooLarge(header);
            return header;
        } catch (IndexOutOfBoundsException e) {
            throw refused("picture-unreadable", Map.of());
        }
    }

    private static PictureHeader read(Bytes in) {
        if (in.has(0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) return png(in);
        if (in.has(0, 0xff, 0xd8, 0xff)) return jpeg(in);
        if (in.has(0, 'G', 'I', 'F', '8')) return gif(in);
        if (in.has(0, 'R', 'I', 'F', 'F') && in.has(8, 'W', 'E', 'B', 'P')) return webp(in);
        if (in.has(4, 'f', 't', 'y', 'p', 'a', 'v', 'i')) return avif(in);
        var start = new String(in.all(), 0, Math.min(in.all().length, 1024), StandardCharsets.UTF_8);
        if (start.contains("<svg")) {
            var size = SafeSvg.sizeOf(in.all());
            return new PictureHeader("image/svg+xml", size.width(), size.height());
        }
        throw refused("picture-unreadable", Map.of());
    }

    private static PictureHeader png(Bytes in) {
        var found = new PictureHeader("image/png", in.int32(16), in.int32(20));
        for (int at = 8; at + 12 <= in.all().length; ) {
            if (in.has(at + 4, 'a', 'c', 'T', 'L')) throw refused("picture-animated", Map.of());
            if (in.has(at + 4, 'I', 'D', 'A', 'T')) break;
            at = Math.addExact(at, Math.max(0, in.int32(at)) + 12);
        }
        return found;
    }

    private static PictureHeader jpeg(Bytes in) {
        for (int at = 2; ; ) {
            while (in.at(at) == 0xff) at++;
            int marker = in.at(at);
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) return new PictureHeader("image/jpeg", in.int16(at + 6), in.int16(at + 4));
            if (marker == 0xda || marker == 0xd9) throw refused("picture-unreadable", Map.of());
            at += 1 + in.int16(at + 1);
        }
    }

    private static PictureHeader gif(Bytes in) {
        var found = new PictureHeader("image/gif", in.little16(6), in.little16(8));
        int at = 13 + colourTable(in.at(10));
        for (int frames = 0; at < in.all().length && in.at(at) != 0x3b; ) {
            if (in.at(at) == 0x2c) {
                if (++frames > 1) throw refused("picture-animated", Map.of());
                at += 10 + colourTable(in.at(at + 9)) + 1;
            } else if (in.at(at) == 0x21) {
                at += 2;
            } else {
                break;
            }
            while (at < in.all().length && in.at(at) != 0) at += in.at(at) + 1;
            at++;
        }
        return found;
    }

    private static int colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static PictureHeader webp(Bytes in) {
        if (in.has(12, 'V', 'P', '8', 'X')) {
            if ((in.at(20) & 2) != 0) throw refused("picture-animated", Map.of());
            return new PictureHeader("image/webp", in.little24(24) + 1, in.little24(27) + 1);
        }
        if (in.has(12, 'V', 'P', '8', 'L')) {
            int bits = in.little16(21) | in.little16(23) << 16;
            return new PictureHeader("image/webp", (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        }
        return new PictureHeader("image/webp", in.little16(26) & 0x3fff, in.little16(28) & 0x3fff);
    }

    private static PictureHeader avif(Bytes in) {
        if (in.at(11) == 's') throw refused("picture-animated", Map.of());
        for (int at = 8; at < Math.min(in.all().length - 16, 4096); at++) {
            if (in.has(at, 'i', 's', 'p', 'e')) {
                return new PictureHeader("image/avif", in.int32(at + 8), in.int32(at + 12));
            }
        }
        throw refused("picture-unreadable", Map.of());
    }

    private static ProblemException tooLarge(PictureHeader header) {
        return refused(
                "picture-too-large",
                Map.of("width", String.valueOf(header.width), "height", String.valueOf(header.height)));
    }

    static ProblemException refused(String code, Map<String, String> arguments) {
        return new ProblemException(Problem.of(code, 422, arguments));
    }

    /** Unsigned numbers out of bytes; reading past the end is an IndexOutOfBoundsException. */
    private static final class Bytes {

        private final byte[] all;

        Bytes(byte[] all) {
            this.all = all;
        }

        byte[] all() {
            return all;
        }

        boolean has(int at, int... expected) {
            if (at + expected.length > all.length) return false;
            for (int i = 0; i < expected.length; i++) if (at(at + i) != expected[i]) return false;
            return true;
        }

        int at(int index) {
            return all[index] & 0xff;
        }

        int int16(int index) {
            return at(index) << 8 | at(index + 1);
        }

        int int32(int index) {
            return int16(index) << 16 | int16(index + 2);
        }

        int little16(int index) {
            return at(index) | at(index + 1) << 8;
        }

        int little24(int index) {
            return little16(index) | at(index + 2) << 16;
        }
    }
}
