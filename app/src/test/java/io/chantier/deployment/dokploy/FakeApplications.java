package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeInput.array;
import static io.chantier.deployment.dokploy.FakeInput.bool;
import static io.chantier.deployment.dokploy.FakeInput.file;
import static io.chantier.deployment.dokploy.FakeInput.number;
import static io.chantier.deployment.dokploy.FakeInput.of;
import static io.chantier.deployment.dokploy.FakeInput.string;
import static io.chantier.deployment.dokploy.FakeState.key;
import static io.chantier.deployment.dokploy.FakeState.row;

import io.chantier.deployment.dokploy.FakeProcedures.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** The router {@code application}: rows and what is set in them. */
final class FakeApplications {

    private static final String APP_NAME = "^[a-zA-Z0-9._-]+$";
    private static final String BRANCH = "^[a-zA-Z0-9._\\-/#]+$";
    private static final List<String> PARTS =
            List.of("domains", "deployments", "mounts", "redirects", "security", "ports");
    private static final Set<String> FIXED =
            Set.of("applicationId", "serverId", "appName", "createdAt", "refreshToken");

    private final FakeState state;

    FakeApplications(FakeState state) {
        this.state = state;
    }

    void addTo(FakeProcedures procedures) {
        var application = of(string("applicationId"));
        procedures
                .mutation("application.create", creation(), this::create)
                .query("application.one", application, this::one)
                .query("application.search", searching(), this::search)
                .mutation("application.update", FakeInput.open(string("applicationId")), call -> save(call, ""))
                .mutation("application.saveBuildType", buildType(), call -> save(call, ""))
                .mutation("application.saveEnvironment", environment(), call -> save(call, ""))
                .mutation("application.saveGitProvider", git(), call -> save(call, "git"))
                .mutation("application.saveDockerProvider", docker(), call -> save(call, "docker"))
                .mutation("application.saveGithubProvider", github(), call -> save(call, "github"))
                .mutation("application.refreshToken", application, this::refresh)
                .mutation("application.delete", application, this::delete)
                .query("application.readAppMonitoring", of(string("appName")), _ -> monitoring())
                .since("v0.28.8", "application.search");
    }

    private static FakeInput creation() {
        return of(
                string("name"),
                string("appName")
                        .optional()
                        .matching(APP_NAME, "App name can only contain letters, numbers, dots, underscores and hyphens")
                        .where(name -> name.length() <= 63, "Too big: expected string to have <=63 characters"),
                string("description").nullish(),
                string("environmentId").since("v0.25.0"),
                string("projectId").before("v0.25.0"),
                string("serverId").nullish(),
                string("sourceType").optional().since("v0.30.0"));
    }

    private static FakeInput searching() {
        return of(
                string("q").optional(),
                string("name").optional(),
                string("appName").optional(),
                string("projectId").optional(),
                string("environmentId").optional(),
                number("limit").optional(),
                number("offset").optional());
    }

    private static FakeInput buildType() {
        return of(
                string("applicationId"),
                string("buildType")
                        .oneOf(
                                "dockerfile",
                                "heroku_buildpacks",
                                "paketo_buildpacks",
                                "nixpacks",
                                "static",
                                "railpack"),
                string("dockerfile").orNull(),
                string("dockerContextPath").orNull(),
                string("dockerBuildStage").orNull(),
                string("herokuVersion").orNull(),
                string("railpackVersion").orNull().since("v0.25.0"),
                string("publishDirectory").nullish(),
                bool("isStaticSpa").nullish());
    }

    private static FakeInput environment() {
        return of(
                string("applicationId"),
                string("env").orNull(),
                string("buildArgs").orNull(),
                string("buildSecrets").orNull().since("v0.26.0"),
                bool("createEnvFile").mustBeSent().since("v0.27.0"));
    }

    private static FakeInput git() {
        return of(
                string("applicationId"),
                string("customGitUrl").orNull(),
                string("customGitBranch").orNull().matching(BRANCH, "Invalid branch name"),
                string("customGitBuildPath").orNull(),
                array("watchPaths").orNull(),
                bool("enableSubmodules").mustBeSent(),
                string("customGitSSHKeyId").nullish());
    }

    private static FakeInput docker() {
        return of(
                string("applicationId"),
                string("dockerImage").orNull(),
                string("username").orNull(),
                string("password").orNull(),
                string("registryUrl").orNull());
    }

    private static FakeInput github() {
        return of(
                string("applicationId"),
                string("repository").orNull(),
                string("owner").orNull(),
                string("branch").orNull().matching(BRANCH, "Invalid branch name"),
                string("buildPath").orNull(),
                string("githubId").orNull(),
                string("triggerType").mustBeSent().oneOf("push", "tag"),
                bool("enableSubmodules").mustBeSent(),
                array("watchPaths").orNull());
    }

    private ObjectNode create(Call call) {
        var environmentId = state.version.since("v0.25.0")
                ? key(state.environment(call.text("environmentId")), "environmentId")
                : productionOf(call.text("projectId"));
        if (!call.text("serverId").isEmpty() && !state.servers.containsKey(call.text("serverId")))
            throw FakeRefusal.notFound("Server");
        var application = FakeState.application();
        var given = call.text("appName");
        application
                .put("applicationId", FakeIds.nanoid())
                .put("name", call.text("name"))
                .put("appName", (given.isEmpty() ? "app" : given) + "-" + FakeIds.suffix())
                .put("refreshToken", FakeIds.nanoid())
                .put("createdAt", FakeState.now())
                .put("environmentId", environmentId);
        for (var column : List.of("description", "serverId", "sourceType"))
            if (call.input().has(column)) application.set(column, call.input().path(column));
        state.applications.put(key(application, "applicationId"), application);
        FakeDomains.first(state, key(application, "appName"));
        return application;
    }

    private String productionOf(String projectId) {
        state.project(projectId);
        return key(FakeState.of(state.environments, "projectId", projectId).getFirst(), "environmentId");
    }

    private ObjectNode one(Call call) {
        return full(state.application(call.text("applicationId")))
                .put("hasGitProviderAccess", true)
                .putNull("unauthorizedProvider");
    }

    /** The row with all that hangs on it; the environment's values in clear. */
    ObjectNode full(ObjectNode application) {
        var id = key(application, "applicationId");
        var full = application.deepCopy();
        var project = state.projectOf(application);
        if (state.version.since("v0.25.0")) {
            var environment =
                    state.environment(key(application, "environmentId")).deepCopy();
            environment.set("project", project);
            full.set("environment", environment);
        } else {
            full.remove("environmentId");
            full.put("projectId", key(project, "projectId")).set("project", project);
        }
        PARTS.forEach(full::putArray);
        FakeState.of(state.domains, "applicationId", id).forEach(full.withArray("domains")::add);
        // In no order at all, unlike those of deployment.all.
        state.newestDeployments(id).stream()
                .sorted(Comparator.comparing(row -> key(row, "deploymentId")))
                .forEach(full.withArray("deployments")::add);
        for (var part : List.of("mounts", "redirects", "security", "ports"))
            FakeState.of(state.others(part), "applicationId", id).forEach(full.withArray(part)::add);
        for (var provider : List.of("gitlab", "github", "bitbucket", "gitea")) full.putNull(provider);
        var server = state.servers.get(application.path("serverId").asString(""));
        if (server == null) full.putNull("server");
        else full.set("server", server);
        full.putArray("previewDeployments");
        for (var registry : List.of("registry", "buildRegistry", "rollbackRegistry")) full.putNull(registry);
        return full;
    }

    private ObjectNode search(Call call) {
        var found = state.applications.values().stream()
                .filter(application -> FakeProjects.contains(
                        key(application, "name") + " " + key(application, "appName") + " "
                                + application.path("description").asString(""),
                        call.text("q")))
                .filter(application -> FakeProjects.contains(key(application, "name"), call.text("name")))
                .filter(application -> FakeProjects.contains(key(application, "appName"), call.text("appName")))
                .filter(application -> among(key(application, "environmentId"), call.text("environmentId")))
                .filter(application -> among(key(state.projectOf(application), "projectId"), call.text("projectId")))
                .toList();
        return FakeProjects.found(
                found,
                call,
                application -> application.retain(List.of(
                        "applicationId",
                        "name",
                        "appName",
                        "description",
                        "environmentId",
                        "applicationStatus",
                        "sourceType",
                        "createdAt")));
    }

    private static boolean among(String value, String wanted) {
        return wanted.isEmpty() || value.equals(wanted);
    }

    /** @param source what the application is built from after this, if it changes */
    private JsonNode save(Call call, String source) {
        var application = state.application(call.text("applicationId"));
        call.input().properties().forEach(given -> {
            if (application.has(given.getKey()) && !FIXED.contains(given.getKey()))
                application.set(given.getKey(), given.getValue());
        });
        if (!source.isEmpty()) application.put("sourceType", source);
        return BooleanNode.TRUE;
    }

    private JsonNode refresh(Call call) {
        state.application(call.text("applicationId")).put("refreshToken", FakeIds.nanoid());
        return BooleanNode.TRUE;
    }

    private ObjectNode delete(Call call) {
        var gone = full(state.application(call.text("applicationId")));
        state.removeApplication(call.text("applicationId"));
        return gone;
    }

    private static ObjectNode monitoring() {
        var all = row();
        for (var what : List.of("cpu", "memory", "disk", "network", "block")) all.putArray(what);
        return all;
    }

    static FakeInput form() {
        return of(string("applicationId"), file("zip"), string("dropBuildPath").optional());
    }
}
