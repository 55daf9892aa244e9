package io.chantier.ingress;

import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that this installation gives out: {@code <slug>.<domain>} to sites, {@code <token>.preview.<domain>} to
 * previews.
 *
 * @param scheme {@code http}, or {@code https} when something in front of us speaks TLS
 * @param port what visitors have to type; the scheme's own port is left out of addresses
 */
public record Addresses(String scheme, DomainName domain, int port) {

    private static final Pattern TOKEN = Pattern.compile("[a-z2-7]{26}");
    private static final String PREVIEW = "preview";

    /** Whom a host name means. */
    public sealed interface Named {
        record Site(Slug slug) implements Named {}

        record Preview(String token) implements Named {}
    }

    public URI site(Slug slug) {
        return address(slug.value());
    }

    public URI preview(String token) {
        return address(token + "." + PREVIEW);
    }

    /**
     * The address of a name of a customer's own.
     *
     * @param certified whether there may be a certificate for it; without one it is reached without TLS
     */
    public URI custom(DomainName name, boolean certified) {
        boolean encrypted = scheme.equals("https");
        // Where something in front speaks TLS, it takes what comes without at the usual port.
        if (encrypted && !certified) return URI.create("http://" + name);
        return URI.create(scheme + "://" + name + portOfAddress());
    }

    /** Empty for a name that we did not give out. */
    public Optional<Named> whoIs(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var plain = name.toLowerCase(Locale.ROOT);
        if (!plain.endsWith("." + domain)) return Optional.empty();
        var label = plain.substring(0, plain.length() - domain.value().length() - 1);
        if (Slug.isSlug(label)) return Optional.of(new Named.Site(new Slug(label)));
        if (!label.endsWith("." + PREVIEW)) return Optional.empty();
        var token = label.substring(0, label.length() - PREVIEW.length() - 1);
        return TOKEN.matcher(token).matches() ? Optional.of(new Named.Preview(token)) : Optional.empty();
    }

    private URI address(String label) {
        return URI.create(scheme + "://" + label + "." + domain + portOfAddress());
    }

    private String portOfAddress() {
        return port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
    }
}
