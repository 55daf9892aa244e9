package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeInput.number;
import static io.chantier.deployment.dokploy.FakeInput.of;
import static io.chantier.deployment.dokploy.FakeInput.string;
import static io.chantier.deployment.dokploy.FakeState.key;

import io.chantier.deployment.dokploy.FakeProcedures.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What starts and stops an application, and what is told about it: parts of three routers. */
final class FakeDeployments {

    private static final String ON_DROP = "Manual deployment";

    private final FakeState state;
    private final FakeQueue queue;
    private final FakeTroubles troubles;
    private final FakeApplications applications;

    FakeDeployments(FakeState state, FakeQueue queue, FakeTroubles troubles, FakeApplications applications) {
        this.state = state;
        this.queue = queue;
        this.troubles = troubles;
        this.applications = applications;
    }

    void addTo(FakeProcedures procedures) {
        var application = of(string("applicationId"));
        var titled = of(
                string("applicationId"),
                string("title").optional().since("v0.25.0"),
                string("description").optional().since("v0.25.0"));
        var deployment = of(string("deploymentId"));
        var logs = of(string("deploymentId"), number("tail").optional());
        procedures
                .mutation("application.dropDeployment", FakeApplications.form(), this::drop)
                .mutation("application.deploy", titled, call -> deploy(call, false))
                .mutation("application.redeploy", titled, call -> deploy(call, true))
                .mutation("application.stop", application, this::stop)
                .mutation("application.start", application, this::start)
                .mutation("application.reload", of(string("appName"), string("applicationId")), this::reload)
                .mutation("application.cancelDeployment", application, this::cancel)
                .mutation("application.cleanQueues", application, this::clean)
                .mutation("application.killBuild", application, this::kill)
                .query("application.readLogs", FakeInput.open(string("applicationId")), _ -> StringNode.valueOf(""))
                .query("deployment.all", application, call -> list(call.text("applicationId"), ""))
                .query(
                        "deployment.allByType",
                        of(string("id"), string("type")),
                        call -> list(call.text("id"), "rollback"))
                .query("deployment.allCentralized", of(), _ -> centralized())
                .query("deployment.queueList", of(), _ -> queue.list())
                .query("deployment.readLogs", logs, this::log)
                .mutation("deployment.removeDeployment", deployment, this::remove)
                .mutation("deployment.killProcess", deployment, this::killProcess)
                .mutation("rollback.rollback", of(string("rollbackId")), _ -> {
                    throw FakeRefusal.bad("Error input: Rolling back");
                })
                .query("docker.getServiceContainersByAppName", FakeInput.open(string("appName")), this::tasks)
                .query("docker.getContainersByAppNameMatch", FakeInput.open(string("appName")), this::containers)
                .since("v0.24.0", "deployment.killProcess")
                .since("v0.26.0", "application.killBuild")
                .since("v0.28.0", "deployment.removeDeployment")
                .since("v0.28.8", "deployment.queueList", "deployment.allCentralized")
                .since("v0.29.0", "application.readLogs")
                .since("v0.29.6", "deployment.readLogs");
    }

    static ObjectNode row(ObjectNode application, String title, String description) {
        var name = key(application, "appName");
        var now = FakeState.now();
        var deployment = FakeState.row()
                .put("deploymentId", FakeIds.nanoid())
                .put("title", title)
                .put("description", description)
                .put("status", "running")
                .put("logPath", "/etc/dokploy/logs/" + name + "/" + name + "-" + now.substring(0, 19) + ".log")
                .putNull("pid")
                .put("applicationId", key(application, "applicationId"))
                .putNull("composeId")
                .putNull("serverId")
                .put("isPreviewDeployment", false)
                .putNull("previewDeploymentId")
                .put("createdAt", now)
                .put("startedAt", now)
                .putNull("finishedAt");
        for (var column :
                List.of("errorMessage", "scheduleId", "backupId", "rollbackId", "volumeBackupId", "buildServerId"))
            deployment.putNull(column);
        return deployment;
    }

    private JsonNode drop(Call call) {
        var application = state.application(call.text("applicationId"));
        var zip = call.files().getOrDefault("zip", new byte[0]);
        state.code.put(key(application, "applicationId"), FakeZip.unpack(zip));
        application.put("sourceType", "drop").put("dropBuildPath", call.text("dropBuildPath"));
        enqueue(application, ON_DROP, "", false);
        return BooleanNode.TRUE;
    }

    private @Nullable JsonNode deploy(Call call, boolean rebuild) {
        var application = state.application(call.text("applicationId"));
        var title = call.text("title").isEmpty() ? rebuild ? "Rebuild deployment" : ON_DROP : call.text("title");
        enqueue(application, title, call.text("description"), rebuild);
        return null;
    }

    /** As a webhook does it. */
    void enqueue(ObjectNode application, String title, String description, boolean rebuild) {
        if (troubles.losesDeployRequests()) return;
        queue.add(
                application.path("serverId").asString(""),
                key(application, "applicationId"),
                title,
                description,
                rebuild);
    }

    private ObjectNode stop(Call call) {
        var application = state.application(call.text("applicationId"));
        var before = applications.full(application);
        state.swarm.stop(key(application, "appName"));
        application.put("applicationStatus", "idle");
        return before;
    }

    private ObjectNode start(Call call) {
        var application = state.application(call.text("applicationId"));
        var before = applications.full(application);
        state.swarm.start(key(application, "appName"));
        application.put("applicationStatus", "done");
        return before;
    }

    private JsonNode reload(Call call) {
        state.application(call.text("applicationId"));
        state.swarm.stop(call.text("appName"));
        state.swarm.start(call.text("appName"));
        return BooleanNode.TRUE;
    }

    private @Nullable JsonNode cancel(Call call) {
        state.application(call.text("applicationId"));
        throw FakeRefusal.bad("Deployment cancellation only available in cloud version");
    }

    private @Nullable JsonNode clean(Call call) {
        queue.forget(key(state.application(call.text("applicationId")), "applicationId"));
        return null;
    }

    private @Nullable JsonNode kill(Call call) {
        var running = queue.runningFor(key(state.application(call.text("applicationId")), "applicationId"));
        if (running != null) queue.kill(running);
        return null;
    }

    private @Nullable JsonNode killProcess(Call call) {
        queue.kill(key(state.deployment(call.text("deploymentId")), "deploymentId"));
        return null;
    }

    /** @param further a column that this list has besides */
    private ArrayNode list(String applicationId, String further) {
        state.application(applicationId);
        var all = FakeState.list();
        for (var deployment : state.newestDeployments(applicationId)) {
            var listed = deployment.deepCopy();
            if (!further.isEmpty()) listed.putNull(further);
            all.add(listed);
        }
        return all;
    }

    private ArrayNode centralized() {
        return FakeState.newest(state.deployments.values(), deployment -> {
            var application = state.application(key(deployment, "applicationId"));
            var environment = state.environment(key(application, "environmentId"));
            var project = state.projectOf(application);
            var brief = deployment.putObject("application");
            for (var column : List.of("applicationId", "name", "appName", "icon"))
                brief.set(column, application.path(column));
            var inside = brief.putObject("environment");
            for (var column : List.of("environmentId", "name")) inside.set(column, environment.path(column));
            var outside = inside.putObject("project");
            for (var column : List.of("projectId", "name")) outside.set(column, project.path(column));
            brief.putNull("server").putNull("buildServer");
            deployment.putNull("compose").putNull("server").putNull("buildServer");
        });
    }

    private JsonNode log(Call call) {
        var deployment = state.deployment(call.text("deploymentId"));
        var lines = List.of(
                state.logs.getOrDefault(key(deployment, "deploymentId"), "").split("\n", -1));
        var from = Math.max(0, lines.size() - 1 - call.input().path("tail").asInt(100));
        return StringNode.valueOf(String.join("\n", lines.subList(from, lines.size())));
    }

    private ObjectNode remove(Call call) {
        var deployment = state.deployment(call.text("deploymentId"));
        state.deployments.remove(call.text("deploymentId"));
        return deployment;
    }

    private ArrayNode tasks(Call call) {
        return state.swarm.tasks(call.text("appName"));
    }

    private ArrayNode containers(Call call) {
        var all = FakeState.list();
        for (var task : tasks(call)) {
            var running = task.path("currentState").asString().startsWith("Running");
            if (!running && task.path("state").asString().equals("running")) continue;
            all.addObject()
                    .put("containerId", FakeIds.image())
                    .put(
                            "name",
                            task.path("name").asString() + "."
                                    + task.path("containerId").asString())
                    .put("state", running ? "running" : "exited")
                    .put("status", running ? "Up 22 seconds" : "Exited (137) 9 seconds ago");
        }
        return all;
    }
}
