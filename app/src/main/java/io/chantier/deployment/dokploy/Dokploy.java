package io.chantier.deployment.dokploy;

import io.chantier.values.Redaction;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What we ask of a Dokploy server, v0.25 to v0.30: the union of what these versions require is sent, and of an answer
 * only what is named here is read. Every method may throw {@link DokployTrouble}.
 */
final class Dokploy {

    private static final int LOG_LINES = 400;
    private static final Pattern VERSION = Pattern.compile("v?\\d{1,4}\\.\\d{1,4}\\b.*");

    /** The second number of the first version that has environments: 0.25. */
    private static final int OLDEST = 25;

    private final Calls calls;

    Dokploy(Calls calls) {
        this.calls = calls;
    }

    /** @param apps name to id of its applications, over all environments */
    record Project(String id, String name, String environment, Map<String, String> apps) {}

    /** @param appName what Dokploy calls its service: our wish and a suffix of its own */
    record App(String id, String name, String appName, List<Domain> domains, List<Redirect> redirects) {}

    record Domain(String id, String host, boolean https) {}

    /** Whoever asks for what fits the pattern is sent elsewhere. */
    record Redirect(String id, String regex, String replacement) {}

    record Deployment(String id, Status status, Instant createdAt) {

        enum Status {
            RUNNING,
            DONE,
            ERROR,
            CANCELLED
        }
    }

    /** One try of the swarm to run the site's container, newest first. */
    record Task(String state, String error) {}

    /** Refused where it is older than 0.25, or no version at all; later ones than we know are tried. */
    String version() {
        var version = calls.get("settings.getDokployVersion", Map.of()).asString("");
        if (!VERSION.matcher(version).matches()) throw calls.noDokploy();
        var parts = version.replaceFirst("^v", "").split("[^0-9]", 3);
        if (Integer.parseInt(parts[0]) == 0 && Integer.parseInt(parts[1]) < OLDEST) throw calls.tooOld(version);
        return version;
    }

    List<Project> projects() {
        return list(calls.get("project.all", Map.of())).stream()
                .map(Dokploy::project)
                .toList();
    }

    Project createProject(String name, String description) {
        var made = calls.post("project.create", Map.of("name", name, "description", description, "env", ""));
        var project = made.has("project") ? made.path("project") : made;
        return new Project(
                project.path("projectId").asString(""),
                name,
                made.path("environment").path("environmentId").asString(""),
                Map.of());
    }

    /** Empty where somebody deleted it. */
    Optional<App> app(String id) {
        try {
            return Optional.of(app(calls.get("application.one", Map.of("applicationId", id))));
        } catch (DokployTrouble trouble) {
            if (trouble.kind() == DokployTrouble.Kind.GONE) return Optional.empty();
            throw trouble;
        }
    }

    App createApp(String name, Project project) {
        return app(calls.post(
                "application.create",
                Map.of(
                        "name",
                        name,
                        "appName",
                        name,
                        "description",
                        "",
                        "environmentId",
                        project.environment(),
                        "projectId",
                        project.id())));
    }

    /** Builds by the Dockerfile that each upload brings. */
    void buildByDockerfile(String app) {
        var type = new HashMap<String, Object>(Map.of(
                "applicationId", app,
                "buildType", "dockerfile",
                "dockerfile", "Dockerfile",
                "dockerContextPath", "",
                "dockerBuildStage", ""));
        type.put("herokuVersion", null);
        type.put("railpackVersion", null);
        type.put("publishDirectory", null);
        type.put("isStaticSpa", false);
        var _ = calls.post("application.saveBuildType", type);
        var _ = calls.post(
                "application.saveEnvironment",
                Map.of(
                        "applicationId", app,
                        "env", "",
                        "buildArgs", "",
                        "buildSecrets", "",
                        "createEnvFile", false));
    }

    AppRoutes routesOf(String app) {
        return new AppRoutes(calls, app);
    }

    void drop(String app, Path zip) {
        calls.drop(app, zip);
    }

    /** Newest first; about the last ten. */
    List<Deployment> deployments(String app) {
        return list(calls.get("deployment.all", Map.of("applicationId", app))).stream()
                .map(Dokploy::deployment)
                .toList();
    }

    /** The applications with a job in the queue, which has no deployment yet; empty where this version does not say. */
    Optional<Set<String>> queued() {
        try {
            return Optional.of(list(calls.get("deployment.queueList", Map.of())).stream()
                    .map(job -> job.path("data").path("applicationId").asString(""))
                    .collect(Collectors.toSet()));
        } catch (DokployTrouble trouble) {
            if (trouble.kind() == DokployTrouble.Kind.GONE) return Optional.empty();
            throw trouble;
        }
    }

    /** The build's log so far, line by line; empty where this version does not give it. */
    List<String> log(String deployment) {
        try {
            var read = calls.get(
                    "deployment.readLogs", Map.of("deploymentId", deployment, "tail", Integer.toString(LOG_LINES)));
            return read.asString("")
                    .lines()
                    .map(String::strip)
                    .map(Redaction::apply)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (DokployTrouble trouble) {
            if (trouble.kind() == DokployTrouble.Kind.GONE) return List.of();
            throw trouble;
        }
    }

    List<Task> tasks(String appName) {
        return list(calls.get("docker.getServiceContainersByAppName", Map.of("appName", appName))).stream()
                .map(task -> new Task(
                        task.path("currentState").asString(""),
                        Redaction.apply(task.path("error")
                                .asString("")
                                .replace("\"", "")
                                .strip())))
                .toList();
    }

    void stop(String app) {
        var _ = calls.post("application.stop", Map.of("applicationId", app));
    }

    void start(String app) {
        var _ = calls.post("application.start", Map.of("applicationId", app));
    }

    /** Deleting what is gone is fine. */
    void delete(String app) {
        try {
            var _ = calls.post("application.delete", Map.of("applicationId", app));
        } catch (DokployTrouble trouble) {
            if (trouble.kind() != DokployTrouble.Kind.GONE) throw trouble;
        }
    }

    private static Project project(JsonNode node) {
        var environments = list(node.path("environments"));
        var first = environments.stream()
                .filter(one -> one.path("isDefault").asBoolean(false))
                .findFirst()
                .or(() -> environments.stream().findFirst())
                .map(one -> one.path("environmentId").asString(""))
                .orElse("");
        var apps = new HashMap<String, String>();
        for (var environment : environments) {
            for (var app : list(environment.path("applications"))) {
                apps.put(
                        app.path("name").asString(""), app.path("applicationId").asString(""));
            }
        }
        return new Project(
                node.path("projectId").asString(""), node.path("name").asString(""), first, apps);
    }

    private static App app(JsonNode node) {
        return new App(
                node.path("applicationId").asString(""),
                node.path("name").asString(""),
                node.path("appName").asString(""),
                list(node.path("domains")).stream().map(Dokploy::domain).toList(),
                list(node.path("redirects")).stream().map(Dokploy::redirect).toList());
    }

    private static Redirect redirect(JsonNode node) {
        return new Redirect(
                node.path("redirectId").asString(""),
                node.path("regex").asString(""),
                node.path("replacement").asString(""));
    }

    private static Domain domain(JsonNode node) {
        return new Domain(
                node.path("domainId").asString(""),
                node.path("host").asString(""),
                node.path("https").asBoolean(false));
    }

    /** A status of a later version counts as running until the time is over. */
    private static Deployment deployment(JsonNode node) {
        var status = switch (node.path("status").asString("")) {
            case "done" -> Deployment.Status.DONE;
            case "error" -> Deployment.Status.ERROR;
            case "cancelled" -> Deployment.Status.CANCELLED;
            default -> Deployment.Status.RUNNING;
        };
        return new Deployment(node.path("deploymentId").asString(""), status, time(node.path("createdAt")));
    }

    private static Instant time(JsonNode node) {
        try {
            return Instant.parse(node.asString(""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static List<JsonNode> list(JsonNode node) {
        var all = new ArrayList<JsonNode>();
        if (node.isArray()) node.forEach(all::add);
        return all;
    }
}
