package io.chantier.sites;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of an old site as people type it, made into one that can be asked for. */
public final class SourceAddress {

    private static final int LONGEST = 2000;

    private SourceAddress() {}

    /** {@code Müller.de/start} becomes {@code http://xn--mller-kva.de/start}; empty when it is no address at all. */
    public static Optional<URI> parse(String typed) {
        var text = typed.strip();
        if (text.length() > LONGEST || text.chars().anyMatch(c -> c <= ' ' || c == 127)) return Optional.empty();
        var full = text.contains("://") ? text : "http://" + text;
        try {
            return Optional.of(withAsciiHost(full)).filter(SourceAddress::isForReading);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What two spellings of the same site have in common: {@code HTTP://www.Lefevre.fr:80/#top} and
     * {@code https://lefevre.fr} are one.
     */
    public static String sameness(URI address) {
        var host = address.getHost().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        var port = address.getPort();
        boolean usual = port < 0 || port == 80 || port == 443;
        var path = Optional.ofNullable(address.getRawPath()).orElse("").replaceFirst("/+$", "");
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return host + (usual ? "" : ":" + port) + path + query;
    }

    private static URI withAsciiHost(String text) throws URISyntaxException {
        var afterScheme = text.indexOf("://") + 3;
        var end = afterScheme;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) end++;
        var authority = text.substring(afterScheme, end);
        var colon = authority.lastIndexOf(':');
        var hasPort = colon > 0 && !authority.endsWith("]");
        var host = hasPort ? authority.substring(0, colon) : authority;
        var port = hasPort ? authority.substring(colon) : "";
        var ascii = host.startsWith("[") ? host : IDN.toASCII(host).toLowerCase(Locale.ROOT);
        var rest = text.substring(end);
        return new URI(
                new URI(text.substring(0, afterScheme) + ascii + port + (rest.isEmpty() ? "/" : rest)).toASCIIString());
    }

    private static boolean isForReading(URI address) {
        return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getUserInfo() == null;
    }

    /** What the host suggests as a name: {@code www.menuiserie-lefevre.fr} gives {@code menuiserie-lefevre}. */
    static String nameOf(URI address) {
        var host = IDN.toUnicode(address.getHost()).toLowerCase(Locale.ROOT).replaceFirst("^www[0-9]*\\.", "");
        if (host.matches("[0-9.]+|\\[.*")) return "site";
        var labels = host.split("\\.");
        return labels.length < 2 ? host : labels[labels.length - (isSecondLevel(labels) ? 3 : 2)];
    }

    private static boolean isSecondLevel(String[] labels) {
        return labels.length > 2 && labels[labels.length - 2].matches("co|com|org|net|asso|gouv|ac");
    }
}
