package io.chantier.ingress;

import io.chantier.values.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a proxy in front of us is told.
 *
 * @param dashboards the servers behind {@code cloud.<domain>}, as the proxy reaches them
 * @param edges the servers behind {@code *.<domain>}
 * @param billing the servers of Lago behind {@code billing.<domain>}; the name leads nowhere when not set
 * @param previews who may look at previews, besides knowing their address
 * @param traefik what is for Traefik alone
 * @param caddy what is for Caddy alone
 */
@ConfigurationProperties(prefix = "chantier.ingress", ignoreUnknownFields = false)
public record IngressSettings(
        @DefaultValue("http://127.0.0.1:8080") List<Upstream> dashboards,
        @DefaultValue("http://127.0.0.1:8081") List<Upstream> edges,
        @DefaultValue List<Upstream> billing,
        @DefaultValue Previews previews,
        @DefaultValue Traefik traefik,
        @DefaultValue Caddy caddy) {

    /**
     * Everybody who knows the address when neither is set.
     *
     * @param users lines of {@code htpasswd}: {@code name:hash}
     * @param forwardAuth asked about each request; whom it answers 2xx may look
     */
    public record Previews(
            @DefaultValue List<PreviewUser> users,
            @DefaultValue("") URI forwardAuth) {

        private static final Pattern ADDRESS =
                Pattern.compile("(https?://[A-Za-z0-9.\\[\\]:_-]+(/[A-Za-z0-9._~/%&?=-]*)?)?");

        public Previews {
            if (!ADDRESS.matcher(forwardAuth.toString()).matches()) {
                throw new IllegalArgumentException("'" + forwardAuth + "' is no address to ask about visitors");
            }
        }

        public boolean asksForwardAuth() {
            return !forwardAuth.toString().isEmpty();
        }
    }

    /**
     * Traefik's side.
     *
     * @param folder where its file provider looks for {@code chantier.yml}; nothing is written when not set
     * @param token what its HTTP provider sends as {@code Authorization: Bearer}; nothing is served when not set
     * @param dnsResolver the certificate resolver with the DNS challenge, for the wildcards
     * @param httpResolver the certificate resolver with the HTTP challenge, for customers' own domains
     * @param requestsPerSecond how many one visitor may send; twice as many at once
     */
    public record Traefik(
            @DefaultValue("") String folder,
            @DefaultValue("") Secret token,
            @DefaultValue("dns") String dnsResolver,
            @DefaultValue("http") String httpResolver,
            @DefaultValue("100") int requestsPerSecond) {

        private static final int SHORTEST_TOKEN = 32;
        private static final Pattern RESOLVER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        public Traefik {
            if (!token.isEmpty() && token.reveal().length() < SHORTEST_TOKEN) {
                throw new IllegalArgumentException("chantier.ingress.traefik.token needs " + SHORTEST_TOKEN
                        + " characters: openssl rand -hex 32 makes a good one");
            }
            for (var name : List.of(dnsResolver, httpResolver)) {
                if (!RESOLVER.matcher(name).matches()) {
                    throw new IllegalArgumentException("'" + name + "' is no name of a certificate resolver");
                }
            }
            if (requestsPerSecond < 1) {
                throw new IllegalArgumentException("chantier.ingress.traefik.requests-per-second is 1 at least");
            }
        }

        public Optional<Path> folderIfSet() {
            return path(folder);
        }
    }

    /**
     * Caddy's side.
     *
     * @param folder where {@code chantier.caddy} is written, which its Caddyfile imports; nothing is when not set
     * @param certificate a file with the certificate of {@code <domain>}, {@code *.<domain>} and
     *     {@code *.preview.<domain>}; Caddy orders one by itself when not set
     * @param key the file with its key
     */
    public record Caddy(
            @DefaultValue("") String folder,
            @DefaultValue("") String certificate,
            @DefaultValue("") String key) {

        private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9._ /-]+)?");

        public Caddy {
            for (var file : List.of(certificate, key)) {
                if (!FILE.matcher(file).matches()) {
                    throw new IllegalArgumentException("'" + file + "' is no absolute path of a plain name");
                }
            }
            if (certificate.isEmpty() != key.isEmpty()) {
                throw new IllegalArgumentException(
                        "A certificate for Caddy needs its key, and the key its certificate");
            }
        }

        public Optional<Path> folderIfSet() {
            return path(folder);
        }
    }

    RoutingTable.Servers servers() {
        return new RoutingTable.Servers(dashboards, edges, billing);
    }

    private static Optional<Path> path(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
    }
}
