package io.chantier.domains.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as people write them. */
final class Ip {

    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    private Ip() {}

    /** {@code 2001:db8::1} and not {@code 2001:db8:0:0:0:0:0:1} (RFC 5952). */
    static String text(InetAddress address) {
        var text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) return text;
        return ZEROS.matcher(text)
                .results()
                .max((one, other) -> one.group().length() - other.group().length())
                .map(zeros -> text.substring(0, zeros.start()) + "::" + text.substring(zeros.end()))
                .orElse(text);
    }

    /** Empty where a server said something else than an address. */
    static Optional<InetAddress> read(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
