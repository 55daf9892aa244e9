package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeState.key;

import io.chantier.deployment.dokploy.FakeHttp.Reply;
import io.chantier.deployment.dokploy.FakeHttp.Request;
import io.chantier.deployment.dokploy.FakeState.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The way from a domain to the container behind it. It goes on while Dokploy itself is down. */
final class FakeTraefik {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html"),
            Map.entry("css", "text/css"),
            Map.entry("js", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("xml", "application/xml"),
            Map.entry("txt", "text/plain"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("woff2", "font/woff2"));

    private final FakeState state;

    FakeTraefik(FakeState state) {
        this.state = state;
    }

    Reply answer(Request request) {
        var host = request.header("host").replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        var path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        synchronized (state) {
            for (var application : List.copyOf(state.applications.values())) {
                var route = route(state.routes.get(key(application, "appName")), host, path);
                if (route == null) continue;
                if (!allowed(key(application, "applicationId"), request))
                    return new Reply(
                            401,
                            "text/plain",
                            "401 Unauthorized\n".getBytes(StandardCharsets.UTF_8),
                            Map.of("www-authenticate", "Basic realm=\"traefik\""),
                            false);
                var elsewhere = redirected(key(application, "applicationId"), "http://" + host + request.target());
                if (elsewhere != null) return elsewhere;
                return page(state.swarm.serving(key(application, "appName")), route, path);
            }
        }
        return Reply.of(404, "text/plain; charset=utf-8", "404 page not found\n");
    }

    private static @Nullable Route route(@Nullable SortedMap<Integer, Route> file, String host, String path) {
        if (file == null) return null;
        return file.values().stream()
                .filter(route -> route.host().equalsIgnoreCase(host) && path.startsWith(route.path()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Reply redirected(String applicationId, String url) {
        for (var redirect : FakeState.of(state.others("redirects"), "applicationId", applicationId)) {
            // Go names its groups ${1} as well.
            var replacement = key(redirect, "replacement").replaceAll("\\$\\{(\\d)}", "\\$$1");
            var to = url.replaceFirst(key(redirect, "regex"), replacement);
            if (!to.equals(url))
                return new Reply(
                        redirect.path("permanent").asBoolean() ? 301 : 302,
                        null,
                        new byte[0],
                        Map.of("location", to),
                        false);
        }
        return null;
    }

    /** Basic authentication, where the application has users. */
    private boolean allowed(String applicationId, Request request) {
        var users = FakeState.of(state.others("security"), "applicationId", applicationId);
        return users.isEmpty()
                || users.stream().anyMatch(user -> {
                    var pair = key(user, "username") + ":" + key(user, "password");
                    var sent = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                    return request.header("authorization").equals(sent);
                });
    }

    /** Nothing that runs, and nothing on that port, look the same from here. */
    private static Reply page(@Nullable FakeImage image, Route route, String path) {
        if (image == null || image.port() != route.port())
            return Reply.of(502, "text/plain; charset=utf-8", "Bad Gateway");
        var page = image.page(path);
        if (page != null) return new Reply(200, type(path), page, Map.of(), false);
        var missing = image.page("/404.html");
        return new Reply(404, "text/html", missing == null ? new byte[0] : missing, Map.of(), false);
    }

    private static String type(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var ending = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "html";
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
