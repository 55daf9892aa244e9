package io.chantier.reading.look;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Size and type of a picture by its first bytes, without decoding a pixel; a drawing has no size. */
record PictureSize(String type, int width, int height) {

    private static final long MOST_PIXELS = 50_000_000;
    private static final int HEADER = 4_096;

    static Optional<PictureSize> of(byte[] bytes) {
        try {
            return read(bytes);
        } catch (ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    boolean isTooLarge() {
        return (long) width * height > MOST_PIXELS;
    }

    /** Not an icon, a rule, a spacer or a tracking pixel. */
    boolean isWorthShowing() {
        return width >= 160 && height >= 100 && width < height * 5 && height < width * 4;
    }

    boolean mayBeLogo() {
        return isDrawing() || (width >= 40 && height >= 16 && width <= 2_500 && height <= 1_500);
    }

    boolean isDrawing() {
        return type.equals("svg");
    }

    private static Optional<PictureSize> read(byte[] b) {
        if (b.length > 24 && has(b, 0, 0x89, 'P', 'N', 'G')) return size("png", int4(b, 16), int4(b, 20));
        if (b.length > 10 && has(b, 0, 'G', 'I', 'F', '8')) return size("gif", low2(b, 6), low2(b, 8));
        if (b.length > 30 && has(b, 0, 'R', 'I', 'F', 'F') && has(b, 8, 'W', 'E', 'B', 'P')) return webp(b);
        if (b.length > 4 && has(b, 0, 0xff, 0xd8, 0xff)) return jpeg(b);
        if (b.length > 12 && has(b, 4, 'f', 't', 'y', 'p', 'a', 'v', 'i')) return avif(b);
        return svg(b);
    }

    /** Pictures within the file, such as its transparency, may be smaller than the whole. */
    private static Optional<PictureSize> avif(byte[] b) {
        var largest = Optional.<PictureSize>empty();
        for (var at = 12; at + 16 <= Math.min(b.length, HEADER); at++) {
            if (!has(b, at, 'i', 's', 'p', 'e')) continue;
            var size = size("avif", int4(b, at + 8), int4(b, at + 12));
            if (largest.isEmpty() || (size.isPresent() && size.get().width > largest.get().width)) largest = size;
        }
        return largest;
    }

    /** Whether it is a safe drawing, its keeper knows. */
    private static Optional<PictureSize> svg(byte[] b) {
        var start = new String(b, 0, Math.min(b.length, HEADER), StandardCharsets.UTF_8);
        return start.contains("<svg") ? Optional.of(new PictureSize("svg", 0, 0)) : Optional.empty();
    }

    private static Optional<PictureSize> jpeg(byte[] b) {
        for (var at = 2; at + 9 < b.length; ) {
            if (u(b, at) != 0xff) return Optional.empty();
            var marker = u(b, at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            var frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) return size("jpeg", high2(b, at + 7), high2(b, at + 5));
            at += 2 + high2(b, at + 2);
        }
        return Optional.empty();
    }

    private static Optional<PictureSize> webp(byte[] b) {
        if (has(b, 12, 'V', 'P', '8', 'X')) return size("webp", low3(b, 24) + 1, low3(b, 27) + 1);
        if (has(b, 12, 'V', 'P', '8', ' ')) return size("webp", low2(b, 26) & 0x3fff, low2(b, 28) & 0x3fff);
        if (!has(b, 12, 'V', 'P', '8', 'L')) return Optional.empty();
        var bits = low2(b, 21) | (low2(b, 23) << 16);
        return size("webp", (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }

    private static Optional<PictureSize> size(String type, int width, int height) {
        return width < 1 || height < 1 ? Optional.empty() : Optional.of(new PictureSize(type, width, height));
    }

    private static boolean has(byte[] b, int at, int... bytes) {
        for (var i = 0; i < bytes.length; i++) if (u(b, at + i) != bytes[i]) return false;
        return true;
    }

    private static int u(byte[] b, int at) {
        return b[at] & 0xff;
    }

    private static int high2(byte[] b, int at) {
        return (u(b, at) << 8) | u(b, at + 1);
    }

    private static int low2(byte[] b, int at) {
        return u(b, at) | (u(b, at + 1) << 8);
    }

    private static int low3(byte[] b, int at) {
        return low2(b, at) | (u(b, at + 2) << 16);
    }

    private static int int4(byte[] b, int at) {
        return (high2(b, at) << 16) | high2(b, at + 2);
    }
}
