package io.chantier.deployment.dokploy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the fake's database and disk hold; whoever reads or changes rows holds its lock. */
final class FakeState {

    static final String ORGANIZATION = "IbGd5uIlhC8GczaGBDXGg";
    private static final int KEPT_DEPLOYMENTS = 10;

    /** One router of an app's Traefik file. */
    record Route(
            String host, String path, int port, @Nullable String domainId) {}

    final Map<String, ObjectNode> projects = new LinkedHashMap<>();
    final Map<String, ObjectNode> environments = new LinkedHashMap<>();
    final Map<String, ObjectNode> applications = new LinkedHashMap<>();
    final Map<String, ObjectNode> domains = new LinkedHashMap<>();
    final Map<String, ObjectNode> deployments = new LinkedHashMap<>();
    final Map<String, ObjectNode> servers = new LinkedHashMap<>();

    /** Ports, mounts, redirects, security and notifications, by the name of their table. */
    final Map<String, Map<String, ObjectNode>> others = new HashMap<>();

    /** The log of each deployment. */
    final Map<String, String> logs = new HashMap<>();

    /** The unpacked upload of each application. */
    final Map<String, SortedMap<String, byte[]>> code = new HashMap<>();

    /** The Traefik file of each app: read whole and written whole. */
    final Map<String, SortedMap<Integer, Route>> routes = new HashMap<>();

    final FakeSwarm swarm = new FakeSwarm();

    /** Numbers go on where those of the recorded server were. */
    final AtomicInteger routeKeys = new AtomicInteger(8);

    final AtomicInteger redirectKeys = new AtomicInteger(2);

    volatile FakeVersion version = FakeVersion.RECORDED;

    static ObjectNode row() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode list() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static String now() {
        var text = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    static ObjectNode application() {
        try (var columns = FakeState.class.getResourceAsStream("/dokploy/application.json")) {
            return (ObjectNode) JsonMapper.shared().readTree(columns);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    ObjectNode project(String id) {
        return found(projects, id, "Project");
    }

    ObjectNode environment(String id) {
        return found(environments, id, "Environment");
    }

    ObjectNode application(String id) {
        return found(applications, id, "Application");
    }

    ObjectNode domain(String id) {
        return found(domains, id, "Domain");
    }

    ObjectNode deployment(String id) {
        return found(deployments, id, "Deployment");
    }

    Map<String, ObjectNode> others(String table) {
        return others.computeIfAbsent(table, _ -> new LinkedHashMap<>());
    }

    /** In the order in which they were made. */
    static List<ObjectNode> of(Map<String, ObjectNode> rows, String column, String value) {
        return rows.values().stream()
                .filter(row -> row.path(column).asString("").equals(value))
                .toList();
    }

    List<ObjectNode> newestDeployments(String applicationId) {
        return of(deployments, "applicationId", applicationId).reversed();
    }

    void addDeployment(ObjectNode deployment) {
        deployments.put(deployment.path("deploymentId").asString(), deployment);
        var all = newestDeployments(deployment.path("applicationId").asString());
        for (var old : all.subList(Math.min(KEPT_DEPLOYMENTS, all.size()), all.size()))
            deployments.remove(old.path("deploymentId").asString());
    }

    ObjectNode projectOf(ObjectNode application) {
        var environment = environment(application.path("environmentId").asString());
        return project(environment.path("projectId").asString());
    }

    void removeApplication(String id) {
        var name = application(id).path("appName").asString();
        of(domains, "applicationId", id).forEach(row -> domains.remove(key(row, "domainId")));
        of(deployments, "applicationId", id).forEach(row -> deployments.remove(key(row, "deploymentId")));
        others.values()
                .forEach(table -> table.values()
                        .removeIf(row -> row.path("applicationId").asString("").equals(id)));
        applications.remove(id);
        code.remove(id);
        routes.remove(name);
        swarm.remove(name);
    }

    void removeEnvironment(String id) {
        of(applications, "environmentId", id).forEach(row -> removeApplication(key(row, "applicationId")));
        environments.remove(id);
    }

    void removeProject(String id) {
        of(environments, "projectId", id).forEach(row -> removeEnvironment(key(row, "environmentId")));
        projects.remove(id);
    }

    void removeDomain(String id) {
        var domain = domain(id);
        domains.remove(id);
        for (var file : routes.values())
            file.remove(domain.path("uniqueConfigKey").asInt());
    }

    SortedMap<Integer, Route> routesOf(String appName) {
        return new TreeMap<>(routes.getOrDefault(appName, new TreeMap<>()));
    }

    /** Every row of these, the newest first, as this says it. */
    static ArrayNode newest(Iterable<ObjectNode> rows, Consumer<ObjectNode> change) {
        var all = new ArrayList<ObjectNode>();
        rows.forEach(row -> all.add(row.deepCopy()));
        var listed = list();
        for (var row : all.reversed()) {
            change.accept(row);
            listed.add(row);
        }
        return listed;
    }

    static String key(ObjectNode row, String column) {
        return row.path(column).asString();
    }

    private static ObjectNode found(Map<String, ObjectNode> rows, String id, String what) {
        var row = rows.get(id);
        if (row == null) throw FakeRefusal.notFound(what);
        return row;
    }
}
