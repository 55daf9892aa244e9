package io.chantier.ingress.caddy;

import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.Pool;
import io.chantier.ingress.PreviewUser;
import io.chantier.ingress.Route;
import io.chantier.ingress.Route.Cover;
import io.chantier.ingress.Route.Host;
import io.chantier.ingress.Route.Rank;
import io.chantier.ingress.Route.Target;
import io.chantier.ingress.RoutingTable;
import io.chantier.ingress.Upstream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Site blocks for a Caddyfile to import. Caddy prefers the most telling name by itself, sends visitors to HTTPS and
 * orders certificates: one for each wildcard, with every name under it, and one for each of customers' own names that may have
 * one.
 */
public final class CaddyRenderer implements Function<RoutingTable, byte[]> {

    private static final String HEAD = "# Written by Chantier; what is changed here is written over.\n";

    private final IngressSettings.Caddy settings;
    private final IngressSettings.Previews previews;

    /** @throws IllegalArgumentException when a password is hashed in a way that Caddy does not know */
    public CaddyRenderer(IngressSettings settings) {
        this.settings = settings.caddy();
        this.previews = settings.previews();
        previews.users().stream().filter(user -> !user.isBcrypt()).findFirst().ifPresent(user -> {
            throw new IllegalArgumentException("Caddy knows bcrypt only: htpasswd -nB " + user.name() + " makes it");
        });
    }

    @Override
    public byte[] apply(RoutingTable table) {
        var wildcards = table.routes().stream()
                .map(Route::host)
                .filter(Host.Below.class::isInstance)
                .collect(Collectors.toSet());
        Map<Host, List<Route>> within = new HashMap<>();
        var blocks = new ArrayList<Route>();
        for (var route : table.routes()) {
            var wildcard = wildcard(route).filter(wildcards::contains);
            if (wildcard.isEmpty()) blocks.add(route);
            else within.computeIfAbsent(wildcard.get(), _ -> new ArrayList<>()).add(route);
        }
        return blocks.stream()
                .map(route -> block(route, within.getOrDefault(route.host(), List.of())))
                .collect(Collectors.joining("\n", HEAD + "\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The block in which a name stands: Caddy before 2.10 orders a certificate for every name that has one of its own. */
    private static Optional<Host> wildcard(Route route) {
        return route.host() instanceof Host.Exactly && route.cover() instanceof Cover.Wildcard(var of)
                ? Optional.of(new Host.Below(of))
                : Optional.empty();
    }

    private String block(Route route, List<Route> within) {
        var lines = new ArrayList<String>();
        boolean encrypted = !(route.cover() instanceof Cover.None);
        if (route.cover() instanceof Cover.Wildcard && !settings.certificate().isEmpty()) {
            lines.add("tls \"" + settings.certificate() + "\" \"" + settings.key() + "\"");
        }
        if (encrypted) lines.add("header Strict-Transport-Security \"max-age=31536000\"");
        for (var one : within) {
            var name = name(one.host());
            lines.add("@" + name + " host " + name);
            lines.addAll(braced("handle @" + name, answer(one)));
        }
        lines.addAll(within.isEmpty() ? answer(route) : braced("handle", answer(route)));
        return String.join("\n", braced((encrypted ? "" : "http://") + name(route.host()), lines)) + "\n";
    }

    private List<String> answer(Route route) {
        return switch (route.target()) {
            // Not permanent: browsers would keep it although the site may be known by another name tomorrow.
            case Target.MovedTo(var name, var toEncrypted) ->
                List.of("redir " + (toEncrypted ? "https://" : "http://") + name + "{uri} temporary");
            case Target.To(var pool) -> {
                var lines = new ArrayList<String>();
                if (route.rank() == Rank.PREVIEWS) lines.addAll(beforePreviews());
                lines.add("header X-Content-Type-Options nosniff");
                lines.add("encode gzip");
                lines.addAll(passOn(pool));
                yield lines;
            }
        };
    }

    private static List<String> braced(String head, List<String> lines) {
        return Stream.of(Stream.of(head + " {"), lines.stream().map(line -> "\t" + line), Stream.of("}"))
                .flatMap(part -> part)
                .toList();
    }

    private List<String> beforePreviews() {
        var lines = new ArrayList<String>();
        lines.add("header X-Robots-Tag \"noindex, nofollow\"");
        if (!previews.users().isEmpty()) {
            lines.add("basicauth bcrypt Chantier {");
            for (PreviewUser user : previews.users()) lines.add("\t" + user.name() + " " + user.hash());
            lines.add("}");
        }
        if (previews.asksForwardAuth()) {
            var asked = previews.forwardAuth();
            var path = asked.getRawPath().isEmpty() ? "/" : asked.getRawPath();
            var query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
            lines.add("forward_auth " + asked.getScheme() + "://" + asked.getRawAuthority() + " {");
            lines.add("\turi " + path + query);
            lines.add("}");
        }
        return lines;
    }

    /** A server that does not answer is left out for a while, and the request goes to the next one. */
    private static List<String> passOn(Pool pool) {
        var lines = new ArrayList<String>();
        var servers = pool.servers().stream().map(Upstream::toString).collect(Collectors.joining(" "));
        lines.add("reverse_proxy " + servers + " {");
        if (pool.servers().size() > 1) {
            lines.add("\tlb_policy round_robin");
            lines.add("\tlb_try_duration 5s");
            lines.add("\tfail_duration 10s");
        }
        pool.health().ifPresent(health -> {
            lines.add("\thealth_uri " + health.path());
            lines.add("\thealth_interval 5s");
            lines.add("\thealth_timeout 2s");
        });
        lines.add("}");
        return lines;
    }

    private static String name(Host host) {
        return switch (host) {
            case Host.Exactly(var name) -> name.value();
            case Host.Below(var parent) -> "*." + parent;
        };
    }
}
