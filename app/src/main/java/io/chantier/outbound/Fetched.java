package io.chantier.outbound;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of asking for an address. The codes say what kind of thing went wrong and never what stands at an address
 * that may not be asked: who names a forbidden one learns nothing about it.
 */
public sealed interface Fetched {

    /** An answer, whatever its status. */
    final class Page implements Fetched {

        private final URI address;
        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        Page(URI address, int status, Map<String, List<String>> headers, byte[] body) {
            this.address = address;
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.body = body;
        }

        /** Where the answer came from, after redirects. */
        public URI address() {
            return address;
        }

        public int status() {
            return status;
        }

        public boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** The first header of that name, or an empty text. */
        public String header(String name) {
            var values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
            return values.isEmpty() ? "" : values.getFirst();
        }

        /** The decoded body; not a copy, do not write into it. */
        public byte[] body() {
            return body;
        }

        @Override
        public String toString() {
            return status + " " + address + " (" + body.length + " bytes)";
        }
    }

    /** We did not ask: {@code scheme}, {@code host}, {@code userinfo}, {@code port}, {@code address}, {@code redirects}. */
    record Refused(String code) implements Fetched {}

    /** Nobody answered properly: {@code unknown-host}, {@code connect}, {@code tls}, {@code broken}, {@code encoding}. */
    record Unreachable(String code) implements Fetched {}

    /** More bytes than allowed, raw or decoded. */
    record TooBig(long limit) implements Fetched {}

    /** Not finished within the time for the whole of it. */
    record TooSlow(long seconds) implements Fetched {}
}
