package io.chantier.fleet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Finds out in which encoding spreadsheet programs and editors have written a list. */
final class Decoding {

    private static final int LOOKED_AT = 4096;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Decoding() {}

    /** Empty where it is no text in any of UTF-8, UTF-16 and windows-1252. */
    static Optional<String> textOf(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) return as(StandardCharsets.UTF_8, bytes, 3);
        if (starts(bytes, 0xFF, 0xFE)) return as(StandardCharsets.UTF_16LE, bytes, 2);
        if (starts(bytes, 0xFE, 0xFF)) return as(StandardCharsets.UTF_16BE, bytes, 2);
        var zeros = zeros(bytes);
        if (zeros.even() + zeros.odd() > 0) {
            return as(zeros.odd() > zeros.even() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, bytes, 0);
        }
        return as(StandardCharsets.UTF_8, bytes, 0).or(() -> as(WINDOWS, bytes, 0));
    }

    /** Latin letters in UTF-16 have a zero in every other byte. */
    private record Zeros(int even, int odd) {}

    private static Zeros zeros(byte[] bytes) {
        int[] found = new int[2];
        for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) if (bytes[i] == 0) found[i % 2]++;
        return new Zeros(found[0], found[1]);
    }

    private static Optional<String> as(Charset charset, byte[] bytes, int from) {
        try {
            CharBuffer text =
                    charset.newDecoder().decode(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, bytes.length)));
            return text.chars().anyMatch(Decoding::isBinary) ? Optional.empty() : Optional.of(text.toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static boolean isBinary(int c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) if ((bytes[i] & 0xFF) != mark[i]) return false;
        return true;
    }
}
