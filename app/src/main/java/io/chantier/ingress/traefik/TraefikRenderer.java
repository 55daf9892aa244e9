package io.chantier.ingress.traefik;

import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.Pool;
import io.chantier.ingress.Route;
import io.chantier.ingress.Route.Cover;
import io.chantier.ingress.Route.Host;
import io.chantier.ingress.Route.Rank;
import io.chantier.ingress.Route.Target;
import io.chantier.ingress.RoutingTable;
import io.chantier.values.DomainName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Traefik's dynamic configuration as JSON, which is YAML as well: the same bytes are a file of its file provider and an
 * answer to its HTTP provider. A name gets into a rule as a {@link DomainName}, which holds nothing that could end it.
 */
public final class TraefikRenderer implements Function<RoutingTable, byte[]> {

    private static final String PLAIN = "web";
    private static final String ENCRYPTED = "websecure";
    private static final String NOWHERE = "noop@internal";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final IngressSettings.Traefik settings;
    private final Middlewares middlewares;

    public TraefikRenderer(IngressSettings settings) {
        this.settings = settings.traefik();
        this.middlewares = new Middlewares(settings.traefik(), settings.previews());
    }

    @Override
    public byte[] apply(RoutingTable table) {
        var routers = new LinkedHashMap<String, Object>();
        table.routes().forEach(route -> routers.put(name(route.host()), router(route)));
        routers.put("to-https", toHttps());
        var services = new LinkedHashMap<String, Object>();
        table.pools().values().forEach(pool -> services.put(pool.name(), service(pool)));
        var http = new LinkedHashMap<String, Object>();
        http.put("routers", routers);
        http.put("services", services);
        http.put("middlewares", middlewares.of(table));
        return JSON.writeValueAsBytes(Map.of("http", http));
    }

    private Map<String, Object> router(Route route) {
        var router = new LinkedHashMap<String, Object>();
        router.put("entryPoints", List.of(route.cover() instanceof Cover.None ? PLAIN : ENCRYPTED));
        router.put("rule", rule(route.host()));
        router.put("priority", route.rank().priority());
        router.put("middlewares", middlewares.before(route));
        router.put("service", serviceOf(route.target()));
        switch (route.cover()) {
            case Cover.Wildcard(var of) -> router.put("tls", wildcard(of));
            case Cover.Own _ -> router.put("tls", Map.of("certResolver", settings.httpResolver()));
            case Cover.None _ -> {}
        }
        return router;
    }

    /** Whatever comes without TLS and has no line of its own. Traefik answers the HTTP challenge before it looks here. */
    private static Map<String, Object> toHttps() {
        var router = new LinkedHashMap<String, Object>();
        router.put("entryPoints", List.of(PLAIN));
        router.put("rule", "PathPrefix(`/`)");
        router.put("priority", 1);
        router.put("middlewares", List.of(Middlewares.TO_HTTPS));
        router.put("service", NOWHERE);
        return router;
    }

    private static String rule(Host host) {
        return switch (host) {
            case Host.Exactly(var name) -> "Host(`" + name + "`)";
            case Host.Below(var parent) ->
                "HostRegexp(`^[a-z0-9-]+\\." + parent.value().replace(".", "\\.") + "$`)";
        };
    }

    private Map<String, Object> wildcard(DomainName of) {
        var tls = new LinkedHashMap<String, Object>();
        tls.put("certResolver", settings.dnsResolver());
        var domain = new LinkedHashMap<String, Object>();
        domain.put("main", of.value());
        domain.put("sans", List.of("*." + of));
        tls.put("domains", List.of(domain));
        return tls;
    }

    private static String serviceOf(Target target) {
        return switch (target) {
            case Target.To(var pool) -> pool.name();
            case Target.MovedTo _ -> NOWHERE;
        };
    }

    private static Map<String, Object> service(Pool pool) {
        var balancer = new LinkedHashMap<String, Object>();
        var servers = new ArrayList<Map<String, Object>>();
        pool.servers().forEach(server -> servers.add(Map.of("url", server.toString())));
        balancer.put("servers", servers);
        pool.health().ifPresent(health -> {
            var check = new LinkedHashMap<String, Object>();
            check.put("path", health.path());
            check.put("interval", "5s");
            check.put("timeout", "2s");
            balancer.put("healthCheck", check);
        });
        return Map.of("loadBalancer", balancer);
    }

    /** No domain name holds an underscore, so no two have the same. */
    private static String name(Host host) {
        return switch (host) {
            case Host.Exactly(var name) -> readable(name);
            case Host.Below(var parent) -> "any_" + readable(parent);
        };
    }

    static String readable(DomainName name) {
        return name.value().replace('.', '_');
    }

    static boolean isPreview(Route route) {
        return route.rank() == Rank.PREVIEWS;
    }
}
