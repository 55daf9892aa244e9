package io.chantier.deployment.edge;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request of the one kind that nearly all are: {@code GET} of a plain path, whole, without conditions, parts, body or
 * wishes for the connection. It is read as strictly as can be: what has anything unusual is not one, and is left to
 * Jetty's own parser from its first byte on.
 *
 * @param end where the next request begins
 */
record QuickRequest(String host, String path, boolean gzip, int end) {

    private static final byte[] START = "GET /".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATH = 1;
    private static final int NAME = 2;
    private static final int VALUE = 4;
    private static final int HOST = 8;
    private static final byte[] KINDS = kinds();

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int letter = 0x20; letter < 0x7f; letter++) kinds[letter] = VALUE;
        kinds['\t'] = VALUE;
        for (char letter = 'a'; letter <= 'z'; letter++) kinds[letter] |= PATH | NAME | HOST;
        for (char letter = 'A'; letter <= 'Z'; letter++) kinds[letter] |= PATH | NAME;
        for (char letter = '0'; letter <= '9'; letter++) kinds[letter] |= PATH | NAME | HOST;
        kinds['-'] |= PATH | NAME | HOST;
        kinds['.'] |= PATH | HOST;
        kinds['_'] |= PATH;
        kinds['/'] |= PATH;
        return kinds;
    }

    /** Null when the bytes do not begin with a whole request of this kind. */
    static @Nullable QuickRequest read(byte[] bytes, int from, int to) {
        int afterPath = endOfPath(bytes, from, to);
        if (afterPath < 0 || !isAt(bytes, afterPath, to, VERSION)) return null;
        var path = text(bytes, from + START.length - 1, afterPath);
        String host = null;
        String encodings = null;
        int at = afterPath + VERSION.length;
        while (at + 1 < to && bytes[at] != '\r') {
            int colon = endOf(NAME, bytes, at, to);
            if (colon == at || colon >= to || bytes[colon] != ':') return null;
            int end = endOf(VALUE, bytes, colon + 1, to);
            if (end + 1 >= to || bytes[end] != '\r' || bytes[end + 1] != '\n') return null;
            switch (meaning(bytes, at, colon)) {
                case HOST -> {
                    if (host != null) return null;
                    host = hostName(bytes, colon + 1, end);
                    if (host == null) return null;
                }
                case ENCODINGS -> {
                    if (encodings != null) return null;
                    encodings = text(bytes, colon + 1, end);
                }
                case CONNECTION -> {
                    if (!text(bytes, colon + 1, end).strip().equalsIgnoreCase("keep-alive")) return null;
                }
                case UNUSUAL -> {
                    return null;
                }
                case NONE -> {}
            }
            at = end + 2;
        }
        boolean whole = at + 1 < to && bytes[at] == '\r' && bytes[at + 1] == '\n';
        return whole && host != null ? new QuickRequest(host, path, Reply.takesGzip(encodings), at + 2) : null;
    }

    /** The end of a path that means what it says: no dots in front, no empty parts, nothing escaped, no query. */
    private static int endOfPath(byte[] bytes, int from, int to) {
        if (!isAt(bytes, from, to, START)) return -1;
        int at = from + START.length;
        for (; at < to && is(PATH, bytes[at]); at++) {
            boolean hiddenOrEmpty = bytes[at - 1] == '/' && (bytes[at] == '.' || bytes[at] == '/');
            if (hiddenOrEmpty) return -1;
        }
        return at;
    }

    /** The name before the port, as it is in our tables; null when it has to be looked at more closely. */
    private static @Nullable String hostName(byte[] bytes, int from, int to) {
        int begin = from < to && bytes[from] == ' ' ? from + 1 : from;
        int end = endOf(HOST, bytes, begin, to);
        if (end == begin) return null;
        if (end < to) {
            if (bytes[end] != ':' || end + 1 == to || to - end > 6) return null;
            for (int i = end + 1; i < to; i++) if (bytes[i] < '0' || bytes[i] > '9') return null;
        }
        return text(bytes, begin, end);
    }

    private enum Meaning {
        NONE,
        HOST,
        ENCODINGS,
        CONNECTION,
        UNUSUAL
    }

    private static Meaning meaning(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 4 -> named("host", bytes, from) ? Meaning.HOST : Meaning.NONE;
            case 5 -> unusual("range", bytes, from);
            case 6 -> unusual("expect", bytes, from);
            case 7 -> unusual("upgrade", bytes, from);
            case 8 -> unusual("if-range", bytes, from);
            case 10 -> named("connection", bytes, from) ? Meaning.CONNECTION : Meaning.NONE;
            case 13 -> unusual("if-none-match", bytes, from);
            case 14 -> unusual("content-length", bytes, from);
            case 15 -> named("accept-encoding", bytes, from) ? Meaning.ENCODINGS : Meaning.NONE;
            case 17 -> unusual("transfer-encoding", bytes, from);
            default -> Meaning.NONE;
        };
    }

    private static Meaning unusual(String name, byte[] bytes, int from) {
        return named(name, bytes, from) ? Meaning.UNUSUAL : Meaning.NONE;
    }

    /** Whether a name of the same length is this one; a letter and its capital differ in one bit. */
    private static boolean named(String name, byte[] bytes, int from) {
        for (int i = 0; i < name.length(); i++) if ((bytes[from + i] | 0x20) != name.charAt(i)) return false;
        return true;
    }

    private static int endOf(int kind, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && is(kind, bytes[at])) at++;
        return at;
    }

    private static boolean is(int kind, byte letter) {
        return (KINDS[letter & 0xff] & kind) != 0;
    }

    private static boolean isAt(byte[] bytes, int at, int to, byte[] expected) {
        if (to - at < expected.length) return false;
        for (int i = 0; i < expected.length; i++) if (bytes[at + i] != expected[i]) return false;
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
