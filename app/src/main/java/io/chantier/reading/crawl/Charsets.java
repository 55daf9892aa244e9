package io.chantier.reading.crawl;

import com.ibm.icu.text.CharsetDetector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns bytes into text, whatever the header claims: bytes that are valid UTF-8 are UTF-8, else what is declared if the
 * bytes fit, else what the bytes look like.
 */
public final class Charsets {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML_DECLARED = Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9_.-]+)");
    private static final Pattern TWICE_ENCODED =
            Pattern.compile("Ã[\\u0080-\\u00bf©¨ªª«´»¼§¯¹¶\\u00a0]|â€[™œ“”¢]|Â[ °»«]");

    private Charsets() {}

    public static String decode(byte[] bytes, String contentType) {
        var marked = byMark(bytes);
        if (marked.isPresent()) return marked.get();
        var utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent()) return onceEncoded(utf8.get());
        var head = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        return declared(DECLARED, contentType)
                .or(() -> declared(DECLARED, head))
                .or(() -> declared(XML_DECLARED, head))
                .filter(charset -> !charset.equals(StandardCharsets.UTF_8))
                .flatMap(charset -> strictly(bytes, charset))
                .orElseGet(() -> guessed(bytes));
    }

    private static Optional<String> byMark(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8));
        }
        if (starts(bytes, 0xFE, 0xFF)) return Optional.of(new String(bytes, StandardCharsets.UTF_16));
        if (starts(bytes, 0xFF, 0xFE)) return Optional.of(new String(bytes, StandardCharsets.UTF_16));
        return Optional.empty();
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) return false;
        for (var i = 0; i < mark.length; i++) if ((bytes[i] & 0xff) != mark[i]) return false;
        return true;
    }

    private static Optional<Charset> declared(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        if (!match.find()) return Optional.empty();
        var name = match.group(1).toLowerCase(Locale.ROOT);
        // what calls itself ISO-8859-1 or ASCII is windows-1252 in every browser
        if (name.equals("iso-8859-1") || name.equals("latin1") || name.equals("us-ascii")) return Optional.of(WESTERN);
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(
                            charset.equals(WESTERN) ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String guessed(byte[] bytes) {
        var detector = new CharsetDetector();
        detector.enableInputFilter(true);
        detector.setText(bytes);
        var match = detector.detect();
        if (match == null) return new String(bytes, WESTERN);
        var name = match.getName();
        var western = name.startsWith("ISO-8859-") || name.equals("UTF-8") || match.getConfidence() < 40;
        try {
            return new String(bytes, western ? WESTERN : Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return new String(bytes, WESTERN);
        }
    }

    /** UTF-8 that somebody took for windows-1252 and encoded again, as careless moves of old sites leave it. */
    private static String onceEncoded(String text) {
        if (TWICE_ENCODED.matcher(text).results().limit(3).count() < 3) return text;
        try {
            var bytes = WESTERN.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(java.nio.CharBuffer.wrap(text));
            var plain = new byte[bytes.remaining()];
            bytes.get(plain);
            return strictly(plain, StandardCharsets.UTF_8).orElse(text);
        } catch (CharacterCodingException e) {
            return text;
        }
    }
}
