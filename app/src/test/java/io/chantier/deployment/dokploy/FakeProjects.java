package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeInput.number;
import static io.chantier.deployment.dokploy.FakeInput.of;
import static io.chantier.deployment.dokploy.FakeInput.string;
import static io.chantier.deployment.dokploy.FakeState.key;
import static io.chantier.deployment.dokploy.FakeState.row;

import io.chantier.deployment.dokploy.FakeProcedures.Call;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The routers {@code project} and {@code environment}. */
final class FakeProjects {

    private static final String ENVIRONMENTS = "v0.25.0";
    private static final List<String> DATABASES =
            List.of("mariadb", "mongo", "mysql", "postgres", "redis", "compose", "libsql");

    private final FakeState state;

    FakeProjects(FakeState state) {
        this.state = state;
    }

    void addTo(FakeProcedures procedures) {
        var project = of(string("projectId"));
        var environment = of(string("environmentId"));
        procedures
                .mutation("project.create", of(string("name"), text("description"), text("env")), this::create)
                .query("project.all", of(), _ -> FakeState.newest(state.projects.values(), this::briefly))
                .query("project.one", project, this::one)
                .query("project.search", of(text("q"), text("name"), page("limit"), page("offset")), this::search)
                .mutation("project.update", FakeInput.open(string("projectId")), this::update)
                .mutation("project.remove", project, this::remove)
                .query("project.homeStats", of(), _ -> stats())
                .mutation(
                        "environment.create",
                        of(string("name"), string("projectId"), text("description")),
                        this::createEnvironment)
                .query("environment.byProjectId", project, this::environments)
                .query("environment.one", environment, this::environment)
                .mutation("environment.remove", environment, this::removeEnvironment)
                .since("v0.28.8", "project.search", "project.homeStats")
                .since(
                        ENVIRONMENTS,
                        "environment.create",
                        "environment.byProjectId",
                        "environment.one",
                        "environment.remove");
    }

    private static FakeInput.Field text(String name) {
        return string(name).nullish();
    }

    private static FakeInput.Field page(String name) {
        return number(name).optional();
    }

    private ObjectNode create(Call call) {
        var project = row().put("projectId", FakeIds.nanoid()).put("name", call.text("name"));
        project.set("description", call.input().path("description").asOptional().orElse(nothing()));
        project.put("createdAt", FakeState.now())
                .put("organizationId", FakeState.ORGANIZATION)
                .put("env", call.text("env"));
        state.projects.put(key(project, "projectId"), project);
        var environment = add(key(project, "projectId"), "production", "Production environment", true);
        if (!state.version.since(ENVIRONMENTS)) return project;
        var created = row();
        created.set("project", project);
        created.set("environment", environment);
        return created;
    }

    private ObjectNode add(String projectId, String name, String description, boolean isDefault) {
        var environment = row().put("environmentId", FakeIds.nanoid())
                .put("name", name)
                .put("description", description)
                .put("createdAt", FakeState.now())
                .put("env", "")
                .put("projectId", projectId)
                .put("isDefault", isDefault);
        state.environments.put(key(environment, "environmentId"), environment);
        return environment;
    }

    private void briefly(ObjectNode project) {
        var environments = project.putArray("environments");
        for (var environment : FakeState.of(state.environments, "projectId", key(project, "projectId"))) {
            var brief = environments.addObject();
            brief.put("name", key(environment, "name"))
                    .put("environmentId", key(environment, "environmentId"))
                    .put("isDefault", environment.path("isDefault").asBoolean());
            services(brief, true);
        }
        beforeEnvironments(project, environments);
        project.putArray("projectTags");
    }

    private ObjectNode one(Call call) {
        var project = state.project(call.text("projectId")).deepCopy();
        var environments = project.putArray("environments");
        for (var environment : FakeState.of(state.environments, "projectId", key(project, "projectId"))) {
            var full = environment.deepCopy();
            services(full, false);
            environments.add(full);
        }
        beforeEnvironments(project, environments);
        project.putArray("projectTags");
        return project;
    }

    /** Up to 0.24 the services hung on the project itself. */
    private void beforeEnvironments(ObjectNode project, JsonNode environments) {
        if (state.version.since(ENVIRONMENTS)) return;
        project.remove("environments");
        project.set("applications", environments.path(0).path("applications"));
    }

    private void services(ObjectNode environment, boolean briefly) {
        var all = environment.putArray("applications");
        var found = FakeState.of(state.applications, "environmentId", key(environment, "environmentId"));
        for (var application : found.reversed())
            all.add(
                    briefly
                            ? brief(application, "applicationId", "name", "applicationStatus")
                            : application.deepCopy());
        DATABASES.forEach(environment::putArray);
    }

    private static ObjectNode brief(ObjectNode full, String... columns) {
        var brief = row();
        for (var column : columns) brief.set(column, full.path(column));
        return brief;
    }

    private ObjectNode search(Call call) {
        var found = state.projects.values().stream()
                .filter(project -> matches(project, call))
                .toList();
        return found(found, call, _ -> {});
    }

    private static boolean matches(ObjectNode project, Call call) {
        return contains(key(project, "name") + " " + project.path("description").asString(""), call.text("q"))
                && contains(key(project, "name"), call.text("name"));
    }

    static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** One page of what was found, and how much there is. */
    static ObjectNode found(List<ObjectNode> rows, Call call, java.util.function.Consumer<ObjectNode> change) {
        var from = Math.min(call.input().path("offset").asInt(0), rows.size());
        var to = Math.min(from + call.input().path("limit").asInt(20), rows.size());
        var page = rows.reversed().subList(from, to).reversed();
        var found = row();
        found.set("items", FakeState.newest(page, change));
        return found.put("total", rows.size());
    }

    private ObjectNode update(Call call) {
        var project = state.project(call.text("projectId"));
        call.input().properties().forEach(given -> {
            if (project.has(given.getKey())) project.set(given.getKey(), given.getValue());
        });
        return project;
    }

    private ObjectNode remove(Call call) {
        var project = state.project(call.text("projectId"));
        state.removeProject(call.text("projectId"));
        return project;
    }

    private ObjectNode createEnvironment(Call call) {
        state.project(call.text("projectId"));
        return add(call.text("projectId"), call.text("name"), call.text("description"), false);
    }

    private JsonNode environments(Call call) {
        var project = state.project(call.text("projectId"));
        var all = FakeState.list();
        for (var environment : FakeState.of(state.environments, "projectId", key(project, "projectId"))) {
            var listed = brief(environment, "name", "description", "environmentId", "isDefault");
            services(listed, true);
            listed.set("project", project);
            all.add(listed);
        }
        return all;
    }

    private ObjectNode environment(Call call) {
        var environment = state.environment(call.text("environmentId"));
        var full = brief(environment, "name", "description", "environmentId", "isDefault", "projectId", "env");
        services(full, true);
        full.set("project", state.project(key(environment, "projectId")));
        return full;
    }

    private ObjectNode removeEnvironment(Call call) {
        var environment = state.environment(call.text("environmentId"));
        if (environment.path("isDefault").asBoolean())
            throw FakeRefusal.bad("You cannot delete the default environment");
        state.removeEnvironment(call.text("environmentId"));
        return environment;
    }

    private ObjectNode stats() {
        var stats = row().put("projects", state.projects.size())
                .put("environments", state.environments.size())
                .put("applications", state.applications.size())
                .put("compose", 0)
                .put("databases", 0)
                .put("services", state.applications.size());
        var status = stats.putObject("status");
        status.put("running", with("done")).put("error", with("error")).put("idle", with("idle"));
        return stats;
    }

    private int with(String status) {
        return FakeState.of(state.applications, "applicationStatus", status).size();
    }

    private static @Nullable JsonNode nothing() {
        return tools.jackson.databind.node.NullNode.getInstance();
    }
}
