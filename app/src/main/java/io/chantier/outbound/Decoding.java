package io.chantier.outbound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes {@code Content-Encoding}, by ourselves so that a few bytes never become many. */
sealed interface Decoding {

    final class Decoded implements Decoding {
        private final byte[] bytes;

        Decoded(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    record Bomb() implements Decoding {}

    record Unknown() implements Decoding {}

    static Decoding of(byte[] raw, String encodings, int limit) {
        var bytes = raw;
        var names = encodings.toLowerCase(Locale.ROOT).split(",", -1);
        if (names.length > 3) return new Unknown();
        for (var i = names.length - 1; i >= 0; i--) {
            var name = names[i].strip();
            if (name.isEmpty() || name.equals("identity") || name.equals("none") || bytes.length == 0) continue;
            try (var in = stream(name, bytes)) {
                if (in == null) return new Unknown();
                var out = read(in, limit);
                if (out.size() > limit) return new Bomb();
                bytes = out.toByteArray();
            } catch (IOException e) {
                return new Unknown();
            }
        }
        return new Decoded(bytes);
    }

    private static @Nullable InputStream stream(String name, byte[] bytes) throws IOException {
        return switch (name) {
            case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(bytes));
            case "deflate" ->
                new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(!hasZlibHeader(bytes)));
            default -> null;
        };
    }

    /** Half of the servers that say {@code deflate} send it without the header that the standard asks for. */
    private static boolean hasZlibHeader(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & 0x0f) == 8 && (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
    }

    private static ByteArrayOutputStream read(InputStream in, int limit) throws IOException {
        var out = new ByteArrayOutputStream();
        var chunk = new byte[16 * 1024];
        try {
            for (var n = in.read(chunk); n >= 0 && out.size() <= limit; n = in.read(chunk)) out.write(chunk, 0, n);
        } catch (EOFException _) {
            // a body cut short by its server still has the text that came
        }
        return out;
    }
}
