package io.chantier.outbound;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says whether an address is one that every parser understands alike. {@code 2130706433}, {@code 0x7f.1} and
 * {@code 0177.0.0.1} mean 127.0.0.1 to some and something else to others, so none of them is let through.
 */
final class WebAddress {

    private static final Pattern CANONICAL_4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\\.?");
    private static final Pattern SIX = Pattern.compile("\\[[0-9a-fA-F:.]+]");

    private WebAddress() {}

    /** The code of what is wrong with it, if anything. */
    static Optional<String> fault(URI address) {
        var scheme = address.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            return Optional.of("scheme");
        }
        if (address.getRawUserInfo() != null) return Optional.of("userinfo");
        var authority = address.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) return Optional.of("userinfo");
        var host = address.getHost();
        return host == null || !isPlain(host) ? Optional.of("host") : Optional.empty();
    }

    static int port(URI address) {
        if (address.getPort() >= 0) return address.getPort();
        return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Without fragment, with a path, the host in lower case. */
    static URI canonical(URI address) throws URISyntaxException {
        var path = address.getRawPath();
        var text = new StringBuilder(address.getScheme().toLowerCase(Locale.ROOT) + "://"
                + address.getHost().toLowerCase(Locale.ROOT));
        if (address.getPort() >= 0) text.append(':').append(address.getPort());
        text.append(path == null || path.isEmpty() ? "/" : path);
        if (address.getRawQuery() != null) text.append('?').append(address.getRawQuery());
        return new URI(text.toString());
    }

    /** Reads an address leniently as browsers do: blanks and umlauts in the path are escaped, in the host made punycode. */
    static Optional<URI> parse(String text) {
        try {
            var clean = text.strip().replace(" ", "%20").replace("|", "%7C").replace("\\", "/");
            var start = clean.indexOf("://");
            if (start > 0) {
                var end = endOfAuthority(clean, start + 3);
                var authority = clean.substring(start + 3, end);
                if (!authority.isEmpty() && !authority.chars().allMatch(c -> c < 128)) {
                    clean = clean.substring(0, start + 3) + IDN.toASCII(authority) + clean.substring(end);
                }
            }
            return Optional.of(new URI(new URI(clean).toASCIIString()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int endOfAuthority(String text, int from) {
        for (var i = from; i < text.length(); i++) if ("/?#".indexOf(text.charAt(i)) >= 0) return i;
        return text.length();
    }

    private static boolean isPlain(String host) {
        if (host.startsWith("[")) return SIX.matcher(host).matches();
        if (host.length() > 253 || !NAME.matcher(host).matches()) return false;
        var bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var last = bare.substring(bare.lastIndexOf('.') + 1);
        return !NUMBER.matcher(last).matches()
                || (bare.equals(host) && CANONICAL_4.matcher(host).matches());
    }
}
