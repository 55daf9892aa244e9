package io.chantier.ingress.traefik;

import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.Route;
import io.chantier.ingress.Route.Cover;
import io.chantier.ingress.Route.Target;
import io.chantier.ingress.RoutingTable;
import io.chantier.values.DomainName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happens to a request on its way, and which routes have which of it. */
record Middlewares(IngressSettings.Traefik settings, IngressSettings.Previews previews) {

    static final String TO_HTTPS = "to-https";

    private static final String LIMIT = "rate-limit";
    private static final String SECURITY = "security-headers";
    private static final String UNLISTED = "unlisted";
    private static final String USERS = "preview-users";
    private static final String FORWARD = "preview-auth";
    private static final String COMPRESS = "compress";
    private static final int YEAR = 31_536_000;

    /** The names of those before a route. What limits comes first, so that nobody can try passwords quicker. */
    List<String> before(Route route) {
        var names = new ArrayList<String>();
        names.add(LIMIT);
        if (!(route.cover() instanceof Cover.None)) names.add(SECURITY);
        switch (route.target()) {
            case Target.MovedTo moved -> names.add(nameOf(moved));
            case Target.To _ -> {
                if (TraefikRenderer.isPreview(route)) names.addAll(beforePreviews());
                names.add(COMPRESS);
            }
        }
        return names;
    }

    private List<String> beforePreviews() {
        var names = new ArrayList<String>();
        names.add(UNLISTED);
        if (!previews.users().isEmpty()) names.add(USERS);
        if (previews.asksForwardAuth()) names.add(FORWARD);
        return names;
    }

    Map<String, Object> of(RoutingTable table) {
        var all = new LinkedHashMap<String, Object>();
        all.put(TO_HTTPS, Map.of("redirectScheme", ordered("scheme", "https", "permanent", true)));
        var rate = settings.requestsPerSecond();
        all.put(LIMIT, Map.of("rateLimit", ordered("average", rate, "burst", 2 * rate)));
        all.put(SECURITY, Map.of("headers", ordered("stsSeconds", YEAR, "contentTypeNosniff", true)));
        all.put(UNLISTED, headers("X-Robots-Tag", "noindex, nofollow"));
        if (!previews.users().isEmpty()) all.put(USERS, Map.of("basicAuth", basicAuth()));
        if (previews.asksForwardAuth()) {
            all.put(
                    FORWARD,
                    Map.of(
                            "forwardAuth",
                            Map.of("address", previews.forwardAuth().toString())));
        }
        // A live log has to arrive line by line.
        all.put(COMPRESS, Map.of("compress", Map.of("excludedContentTypes", List.of("text/event-stream"))));
        for (var route : table.routes()) {
            if (route.target() instanceof Target.MovedTo moved) all.put(nameOf(moved), redirect(moved));
        }
        return all;
    }

    private Map<String, Object> basicAuth() {
        var lines = previews.users().stream()
                .map(user -> user.name() + ":" + user.hash())
                .toList();
        return ordered("users", lines, "realm", "Chantier", "removeHeader", true);
    }

    /** Not permanent: browsers would keep it although the site may be known by another name tomorrow. */
    private static Map<String, Object> redirect(Target.MovedTo moved) {
        var to = (moved.encrypted() ? "https://" : "http://") + moved.name() + "/${1}";
        return Map.of(
                "redirectRegex", ordered("regex", "^https?://[^/]+/(.*)$", "replacement", to, "permanent", false));
    }

    private static String nameOf(Target.MovedTo moved) {
        DomainName name = moved.name();
        return (moved.encrypted() ? "to_" : "plainly-to_") + TraefikRenderer.readable(name);
    }

    private static Map<String, Object> headers(String name, String value) {
        return Map.of("headers", Map.of("customResponseHeaders", Map.of(name, value)));
    }

    /** In the order in which they are given: the same table makes the same bytes. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return map;
    }
}
