package io.chantier.agent.nginx;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the sites of one bench are served. All names come checked: none of them can end a line of nginx's language.
 *
 * @param sites the folder {@code sites} of the bench
 * @param hosts which site answers to which name of a host
 * @param states how those sites stand that are not simply served
 */
public record BenchServer(
        String bench, Path sites, Programs programs, Map<String, String> hosts, Map<String, SiteState> states) {

    private static final Set<String> WORDS_OF_MAPS = Set.of("default", "hostnames", "include", "volatile");
    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9/._+@ -]+");

    /** Where the programs of a bench listen on this server, and how many seconds a request may take. */
    public record Programs(int web, int socketio, int seconds) {}

    public BenchServer {
        hosts = Map.copyOf(hosts);
        states = Map.copyOf(states);
        check(sites);
    }

    /** @throws IllegalArgumentException where nginx would misread the path of a folder */
    public static void check(Path folder) {
        if (!QUOTABLE.matcher(folder.toString()).matches()) {
            throw new IllegalArgumentException("nginx cannot be told of the folder " + folder
                    + "; its path may have letters, digits, blanks and /._+@-");
        }
    }

    public static String file(String bench) {
        return "bench-" + bench + ".conf";
    }

    /** @param listen a port, or an address and a port */
    public String text(String listen) {
        if (hosts.isEmpty()) {
            return "# The bench " + bench + " has no sites.\n";
        }
        var key = key();
        return """
                upstream chantier_web_%KEY% {
                    server 127.0.0.1:%WEB% fail_timeout=0;
                }

                upstream chantier_socketio_%KEY% {
                    server 127.0.0.1:%SOCKETIO% fail_timeout=0;
                }

                map $host $chantier_site_%KEY% {
                    default "";
                %HOSTS%
                }

                map $chantier_site_%KEY% $chantier_state_%KEY% {
                    default "";
                %STATES%
                }

                server {
                    listen %LISTEN%;
                    server_name
                %NAMES%;
                    root "%SITES%";
                    client_max_body_size 250m;
                    gzip on;
                    gzip_vary on;
                    gzip_proxied any;
                    gzip_types application/javascript application/json application/xml image/svg+xml text/css text/plain;
                    add_header X-Content-Type-Options nosniff;
                    add_header X-Frame-Options SAMEORIGIN;
                    add_header Referrer-Policy strict-origin-when-cross-origin;
                %PAGES%
                    location /assets/ {
                        try_files $uri =404;
                        add_header Cache-Control "public, max-age=31536000, immutable";
                        add_header X-Content-Type-Options nosniff;
                    }

                    location ~ ^/protected/(?<chantier_file>.+)$ {
                        internal;
                        try_files /$chantier_site_%KEY%/$chantier_file =404;
                    }

                    location /socket.io {
                        proxy_http_version 1.1;
                        proxy_set_header Host $host;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $chantier_connection;
                        proxy_set_header Origin $chantier_scheme://$http_host;
                        proxy_set_header X-Frappe-Site-Name $chantier_site_%KEY%;
                        proxy_pass http://chantier_socketio_%KEY%;
                    }

                    location ~* ^/files/.*\\.(htm|html|svg|xml)$ {
                        add_header Content-Disposition attachment;
                        add_header X-Content-Type-Options nosniff;
                        try_files /$chantier_site_%KEY%/public$uri @web;
                    }

                    location / {
                        try_files /$chantier_site_%KEY%/public$uri @web;
                    }

                    location @web {
                        proxy_http_version 1.1;
                        proxy_set_header Host $host;
                        proxy_set_header Connection "";
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_set_header X-Forwarded-Proto $chantier_scheme;
                        proxy_set_header X-Frappe-Site-Name $chantier_site_%KEY%;
                        proxy_set_header X-Use-X-Accel-Redirect True;
                        proxy_read_timeout %SECONDS%s;
                        proxy_redirect off;
                        proxy_pass http://chantier_web_%KEY%;
                    }
                }
                """.replace("%PAGES%", Pages.places("$chantier_site_%KEY%", "$chantier_state_%KEY%"))
                .replace("%KEY%", key)
                .replace("%WEB%", Integer.toString(programs.web()))
                .replace("%SOCKETIO%", Integer.toString(programs.socketio()))
                .replace("%SECONDS%", Integer.toString(programs.seconds()))
                .replace("%LISTEN%", listen)
                .replace("%SITES%", sites.toString())
                .replace("%HOSTS%", lines(hosts))
                .replace("%STATES%", lines(shown()))
                .replace("%NAMES%", names());
    }

    private Map<String, String> shown() {
        var shown = new TreeMap<String, String>();
        states.forEach((site, state) -> {
            if (!state.shown().isEmpty()) {
                shown.put(site, state.shown());
            }
        });
        return shown;
    }

    /** The lines of a map, whose own words have to be told from names of hosts. */
    static String lines(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> "    " + (WORDS_OF_MAPS.contains(entry.getKey()) ? "\\" : "") + entry.getKey()
                                + " " + entry.getValue() + ";")
                        .collect(Collectors.joining("\n"));
    }

    private String names() {
        return hosts.keySet().stream().sorted().map(name -> "        " + name).collect(Collectors.joining("\n"));
    }

    /** Variables of nginx know letters, digits and underscores only; two names must not become the same. */
    private String key() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bench.getBytes(StandardCharsets.UTF_8));
            return bench.replaceAll("[^A-Za-z0-9]", "_") + "_" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
