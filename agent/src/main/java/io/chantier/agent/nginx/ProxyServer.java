package io.chantier.agent.nginx;

import io.chantier.agent.nginx.NginxSettings.Ports;
import io.chantier.agent.nginx.ProxyHosts.Host;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How visitors come to the sites of all bench servers: by a name with a certificate over TLS, by any other in plain HTTP.
 *
 * @param upstreams how each site stands, by the server behind which it is
 */
record ProxyServer(
        Path directory,
        Ports ports,
        NavigableMap<String, NavigableMap<String, SiteState>> upstreams,
        NavigableMap<String, Host> hosts) {

    static final String FILE = "proxy.conf";

    private static final String TARGET = "$chantier_target";
    private static final String UPSTREAM = "$chantier_upstream";
    private static final String STATE = "$chantier_state";

    /** The name of an upstream in nginx, which the contract tells too. */
    static String hash(String upstream) {
        try {
            var digest = MessageDigest.getInstance("SHA-512").digest(upstream.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String text() {
        var text = new StringBuilder();
        upstreams
                .keySet()
                .forEach(upstream -> text.append("upstream chantier_%s {\n    server %s:%s;\n    keepalive 32;\n}\n\n"
                        .formatted(hash(upstream), upstream, ports.upstream())));
        text.append(map("$host", TARGET, "$host", targets()));
        text.append(map(TARGET, UPSTREAM, "\"\"", behind()));
        text.append(map(TARGET, STATE, "\"\"", states()));
        text.append(map("$host", "$chantier_redirect", "\"\"", redirects()));
        var plain = names();
        hosts.forEach((name, host) -> {
            if (host.certificate()) {
                text.append(secure(name));
            }
        });
        var covered = plain.stream().filter(this::isSecure).collect(Collectors.toCollection(TreeSet::new));
        plain.removeAll(covered);
        if (!covered.isEmpty()) {
            text.append(server("listen " + ports.http() + ";", covered, """
                        location / {
                            return 308 https://$host$request_uri;
                        }
                    """));
        }
        if (!plain.isEmpty()) {
            text.append(server("listen " + ports.http() + ";", plain, visits()));
        }
        return text.toString();
    }

    /** All names that have to be answered: sites and hosts. */
    private TreeSet<String> names() {
        var names = new TreeSet<String>(hosts.keySet());
        upstreams.values().forEach(sites -> names.addAll(sites.keySet()));
        return names;
    }

    /** Whether a certificate is there for this name: its own, or a wildcard's above it. */
    private boolean isSecure(String name) {
        int dot = name.indexOf('.');
        return has(name) || (dot > 0 && has(ProxyHosts.WILDCARD + name.substring(dot + 1)));
    }

    private boolean has(String name) {
        return Optional.ofNullable(hosts.get(name)).filter(Host::certificate).isPresent();
    }

    private Map<String, String> targets() {
        var targets = new TreeMap<String, String>();
        hosts.forEach((name, host) -> host.target().ifPresent(target -> targets.put(name, target)));
        return targets;
    }

    private Map<String, String> behind() {
        var behind = new TreeMap<String, String>();
        upstreams.forEach((upstream, sites) ->
                sites.keySet().forEach(site -> behind.put(site, "http://chantier_" + hash(upstream))));
        return behind;
    }

    private Map<String, String> states() {
        var states = new TreeMap<String, String>();
        upstreams
                .values()
                .forEach(sites -> sites.forEach((site, state) -> {
                    if (!state.shown().isEmpty()) {
                        states.put(site, state.shown());
                    }
                }));
        return states;
    }

    private Map<String, String> redirects() {
        var redirects = new TreeMap<String, String>();
        hosts.forEach((name, host) -> host.redirect()
                .ifPresent(target ->
                        redirects.put(name, (isSecure(target) ? "https://" : "$chantier_scheme://") + target)));
        return redirects;
    }

    private static String map(String from, String to, String otherwise, Map<String, String> lines) {
        return "map %s %s {\n    hostnames;\n    default %s;\n%s\n}\n\n"
                .formatted(from, to, otherwise, BenchServer.lines(lines));
    }

    private String secure(String name) {
        var folder = directory.resolve("hosts").resolve(name);
        return server(
                "listen " + ports.https() + " ssl http2;",
                List.of(name),
                """
                    ssl_certificate "%s";
                    ssl_certificate_key "%s";
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_session_timeout 1d;
                    ssl_session_cache shared:chantier:10m;
                    ssl_session_tickets off;
                    add_header Strict-Transport-Security max-age=31536000;
                """.formatted(folder.resolve(ProxyHosts.CHAIN), folder.resolve(ProxyHosts.KEY)) + visits());
    }

    private static String server(String listen, Collection<String> names, String inside) {
        return "server {\n    %s\n    server_name\n%s;\n%s}\n\n"
                .formatted(
                        listen,
                        names.stream().map(name -> "        " + name).collect(Collectors.joining("\n")),
                        inside);
    }

    private static String visits() {
        return """
                    if ($chantier_redirect != "") { return 308 $chantier_redirect$request_uri; }
                    client_max_body_size 250m;
                """ + Pages.places(UPSTREAM, STATE) + """

                    location /socket.io {
                        proxy_http_version 1.1;
                        proxy_set_header Host $host;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $chantier_connection;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $chantier_scheme;
                        proxy_pass $chantier_upstream;
                    }

                    location / {
                        proxy_http_version 1.1;
                        proxy_set_header Host $host;
                        proxy_set_header Connection "";
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $chantier_scheme;
                        proxy_read_timeout 600s;
                        proxy_buffering off;
                        proxy_pass $chantier_upstream;
                    }
                """;
    }
}
