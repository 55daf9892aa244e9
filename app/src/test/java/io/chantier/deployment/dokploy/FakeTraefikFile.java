package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeState.key;

import io.chantier.deployment.dokploy.FakeState.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The file that Dokploy writes for Traefik, one per app. */
final class FakeTraefikFile {

    private FakeTraefikFile() {}

    static String of(FakeState state, ObjectNode application) {
        var name = key(application, "appName");
        var middlewares = middlewares(state, application);
        var routers = new StringBuilder("http:\n  routers:\n");
        var services = new StringBuilder("  services:\n");
        state.routesOf(name).forEach((key, route) -> {
            router(routers, name, Map.entry(key, route), middlewares);
            services.append("    %s-service-%d:\n      loadBalancer:\n        servers:\n".formatted(name, key))
                    .append("          - url: http://%s:%d\n        passHostHeader: true\n"
                            .formatted(name, route.port()));
        });
        return routers.append(services).toString();
    }

    private static List<String> middlewares(FakeState state, ObjectNode application) {
        var id = key(application, "applicationId");
        var names = new ArrayList<String>();
        for (var redirect : FakeState.of(state.others("redirects"), "applicationId", id))
            names.add("redirect-" + key(application, "appName") + "-"
                    + redirect.path("uniqueConfigKey").asInt());
        if (!FakeState.of(state.others("security"), "applicationId", id).isEmpty())
            names.add("auth-" + key(application, "appName"));
        return names;
    }

    /** The one that every app has names its middlewares last, and only where there are some. */
    private static void router(
            StringBuilder text, String name, Map.Entry<Integer, Route> router, List<String> middlewares) {
        text.append("    %s-router-%d:\n      rule: Host(`%s`)\n"
                .formatted(name, router.getKey(), router.getValue().host()));
        text.append("      service: %s-service-%d\n".formatted(name, router.getKey()));
        var first = router.getValue().domainId() == null;
        var listed = new StringBuilder("      middlewares:");
        if (middlewares.isEmpty()) listed.append(" []");
        listed.append('\n');
        middlewares.forEach(one -> listed.append("        - ").append(one).append('\n'));
        if (!first) text.append(listed);
        text.append("      entryPoints:\n        - web\n");
        if (first && !middlewares.isEmpty()) text.append(listed);
    }
}
