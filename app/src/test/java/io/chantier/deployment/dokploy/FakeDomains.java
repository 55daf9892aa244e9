package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeInput.array;
import static io.chantier.deployment.dokploy.FakeInput.bool;
import static io.chantier.deployment.dokploy.FakeInput.number;
import static io.chantier.deployment.dokploy.FakeInput.of;
import static io.chantier.deployment.dokploy.FakeInput.string;
import static io.chantier.deployment.dokploy.FakeState.key;
import static io.chantier.deployment.dokploy.FakeState.row;

import io.chantier.deployment.dokploy.FakeProcedures.Call;
import io.chantier.deployment.dokploy.FakeState.Route;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The router {@code domain}, and the Traefik file of each app that it reads, changes and writes without a lock. */
final class FakeDomains {

    private static final Pattern HOST = Pattern.compile("^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$");
    private static final String BAD_HOST = "Invalid domain name. Use only letters, numbers, hyphens and dots"
            + " (e.g. example.com). Underscores are not allowed.";

    private final FakeState state;

    /** Between reading a Traefik file and writing it: who comes in between is lost. */
    private volatile long window = 40;

    FakeDomains(FakeState state) {
        this.state = state;
    }

    void addTo(FakeProcedures procedures) {
        var domain = of(string("domainId"));
        procedures
                .mutation("domain.create", domain(new FakeInput.Field[0]), this::create)
                .query("domain.byApplicationId", of(string("applicationId")), this::ofApplication)
                .query("domain.one", domain, call -> shown(state.domain(call.text("domainId"))))
                .mutation("domain.update", domain(string("domainId")), this::update)
                .mutation("domain.delete", domain, this::delete)
                .mutation("domain.generateDomain", FakeInput.open(string("appName")), this::generate)
                .mutation("domain.validateDomain", FakeInput.open(string("domain")), this::validate)
                .query("application.readTraefikConfig", of(string("applicationId")), this::file)
                .racing("domain.create", "domain.update", "domain.delete");
    }

    private static FakeInput domain(FakeInput.Field... more) {
        var fields = new java.util.ArrayList<>(java.util.List.of(
                string("host")
                        .notEmpty("Add a hostname")
                        .where(host -> HOST.matcher(host).matches(), BAD_HOST),
                string("path").nullish(),
                number("port").nullish(),
                bool("https").optional(),
                string("applicationId").nullish(),
                string("certificateType").optional().oneOf("letsencrypt", "none", "custom"),
                string("customCertResolver").nullish(),
                string("domainType").nullish().oneOf("compose", "application", "preview"),
                string("internalPath").nullish(),
                bool("stripPath").optional(),
                array("middlewares").nullish()));
        fields.addAll(java.util.List.of(more));
        return of(fields.toArray(FakeInput.Field[]::new));
    }

    /** The route that every app has from the start. */
    static void first(FakeState state, String appName) {
        var file = new TreeMap<Integer, Route>();
        file.put(1, new Route(appName + ".docker.localhost", "/", 3000, null));
        state.routes.put(appName, file);
    }

    private ObjectNode create(Call call) {
        ObjectNode domain;
        synchronized (state) {
            if (!call.text("applicationId").isEmpty()) state.application(call.text("applicationId"));
            domain = defaults();
            call.input().properties().forEach(given -> domain.set(given.getKey(), given.getValue()));
            state.domains.put(key(domain, "domainId"), domain);
        }
        rewrite(domain, file -> file.put(domain.path("uniqueConfigKey").asInt(), route(domain)));
        return domain;
    }

    private ObjectNode update(Call call) {
        ObjectNode domain;
        synchronized (state) {
            domain = state.domain(call.text("domainId"));
            // Rows come in the database's own order: one that was changed is last.
            state.domains.remove(call.text("domainId"));
            state.domains.put(call.text("domainId"), domain);
            call.input().properties().forEach(given -> domain.set(given.getKey(), given.getValue()));
        }
        rewrite(domain, file -> file.put(domain.path("uniqueConfigKey").asInt(), route(domain)));
        return domain;
    }

    private ObjectNode delete(Call call) {
        ObjectNode domain;
        synchronized (state) {
            domain = state.domain(call.text("domainId"));
            state.domains.remove(call.text("domainId"));
        }
        rewrite(domain, file -> file.remove(domain.path("uniqueConfigKey").asInt()));
        return domain;
    }

    /** Reads the whole file, changes it and writes the whole file: who did the same meanwhile has done it for nothing. */
    private void rewrite(ObjectNode domain, Consumer<SortedMap<Integer, Route>> change) {
        String appName;
        SortedMap<Integer, Route> file;
        synchronized (state) {
            var application =
                    state.applications.get(domain.path("applicationId").asString(""));
            if (application == null) return;
            appName = key(application, "appName");
            file = state.routesOf(appName);
        }
        try {
            Thread.sleep(window);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        change.accept(file);
        synchronized (state) {
            state.routes.put(appName, file);
        }
    }

    private static Route route(ObjectNode domain) {
        return new Route(
                key(domain, "host"),
                domain.path("path").asString("/"),
                domain.path("port").asInt(3000),
                key(domain, "domainId"));
    }

    private ObjectNode defaults() {
        var domain = row().put("domainId", FakeIds.nanoid())
                .put("host", "")
                .put("https", false)
                .put("port", 3000)
                .putNull("customEntrypoint")
                .put("path", "/")
                .putNull("serviceName")
                .put("domainType", "application")
                .put("uniqueConfigKey", state.routeKeys.incrementAndGet())
                .put("createdAt", FakeState.now())
                .putNull("composeId")
                .putNull("customCertResolver")
                .putNull("applicationId")
                .putNull("previewDeploymentId")
                .put("certificateType", "none")
                .put("internalPath", "/")
                .put("stripPath", false);
        domain.putArray("middlewares");
        return domain.put("forwardAuthEnabled", false).put("enabled", true);
    }

    private ArrayNode ofApplication(Call call) {
        state.application(call.text("applicationId"));
        var all = FakeState.list();
        FakeState.of(state.domains, "applicationId", call.text("applicationId"))
                .forEach(domain -> all.add(shown(domain)));
        return all;
    }

    private ObjectNode shown(ObjectNode domain) {
        var shown = domain.deepCopy();
        var application = state.applications.get(domain.path("applicationId").asString(""));
        if (application == null) return shown.putNull("application");
        shown.putObject("application")
                .put("applicationId", key(application, "applicationId"))
                .put("appName", key(application, "appName"))
                .put("name", key(application, "name"));
        return shown;
    }

    private StringNode generate(Call call) {
        return StringNode.valueOf(call.text("appName") + "-" + FakeIds.suffix() + "-127-0-0-1.sslip.io");
    }

    private ObjectNode validate(Call call) {
        return row().put("isValid", false).put("error", "queryA ENOTFOUND " + call.text("domain"));
    }

    private StringNode file(Call call) {
        return StringNode.valueOf(FakeTraefikFile.of(state, state.application(call.text("applicationId"))));
    }
}
