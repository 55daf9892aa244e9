package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeInput.bool;
import static io.chantier.deployment.dokploy.FakeInput.number;
import static io.chantier.deployment.dokploy.FakeInput.of;
import static io.chantier.deployment.dokploy.FakeInput.string;
import static io.chantier.deployment.dokploy.FakeState.key;
import static io.chantier.deployment.dokploy.FakeState.row;

import io.chantier.deployment.dokploy.FakeProcedures.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The installation itself, and the small routers. */
final class FakeSettings {

    private static final List<String> CHANNELS = List.of(
            "slack",
            "telegram",
            "discord",
            "email",
            "resend",
            "gotify",
            "ntfy",
            "mattermost",
            "lark",
            "pushover",
            "teams");
    private static final List<String> OWNERS =
            List.of("compose", "libsql", "mariadb", "mongo", "mysql", "postgres", "redis");

    private final FakeState state;

    FakeSettings(FakeState state) {
        this.state = state;
    }

    void addTo(FakeProcedures procedures) {
        procedures
                .query("settings.getDokployVersion", of(), _ -> StringNode.valueOf(state.version.name()))
                .query("settings.health", of(), _ -> row().put("status", "ok"))
                .query("settings.isCloud", of(), _ -> BooleanNode.FALSE)
                .query("settings.getIp", of(), _ -> StringNode.valueOf(""))
                .query("settings.checkInfrastructureHealth", of(), _ -> infrastructure())
                .query("server.all", of(), _ -> all(state.servers.values()))
                .query("server.buildServers", of(), _ -> FakeState.list())
                .query("registry.all", of(), _ -> FakeState.list())
                .query("gitProvider.getAll", of(), _ -> FakeState.list())
                .query("sshKey.all", of(), _ -> FakeState.list())
                .query("organization.active", of(), _ -> organization())
                .query(
                        "notification.all",
                        of(),
                        _ -> all(List.copyOf(state.others("notification").values())
                                .reversed()))
                .mutation("notification.createCustom", notification(), this::notify)
                .mutation("redirects.create", redirect(), call -> add("redirects", call, "redirectId"))
                .mutation("redirects.delete", of(string("redirectId")), this::deleteRedirect)
                .mutation(
                        "security.create",
                        of(string("applicationId"), string("username"), string("password")),
                        call -> add("security", call, "securityId"))
                .mutation("port.create", port(), this::port)
                .mutation("mounts.create", mount(), this::mount);
    }

    private static FakeInput notification() {
        return FakeInput.open(string("name"), string("endpoint"));
    }

    private static FakeInput redirect() {
        return of(string("applicationId"), string("regex"), string("replacement"), bool("permanent"));
    }

    private static FakeInput port() {
        return of(
                string("applicationId"),
                number("publishedPort"),
                number("targetPort"),
                string("protocol").oneOf("tcp", "udp"),
                string("publishMode").oneOf("ingress", "host"));
    }

    private static FakeInput mount() {
        return of(
                string("type").oneOf("bind", "volume", "file"),
                string("mountPath"),
                string("filePath").nullish(),
                string("hostPath").nullish(),
                string("volumeName").nullish(),
                string("content").nullish(),
                string("serviceId"),
                string("serviceType").optional());
    }

    private static ArrayNode all(Iterable<ObjectNode> rows) {
        var all = FakeState.list();
        rows.forEach(all::add);
        return all;
    }

    private static ObjectNode infrastructure() {
        var health = row();
        for (var part : List.of("postgres", "traefik"))
            health.putObject(part)
                    .put("status", "unhealthy")
                    .put("message", "(HTTP code 404) no such service - service dokploy-" + part + " not found ");
        return health;
    }

    private static ObjectNode organization() {
        return row().put("id", FakeState.ORGANIZATION)
                .put("name", "My Organization")
                .putNull("slug")
                .putNull("logo")
                .put("createdAt", FakeState.now())
                .putNull("metadata")
                .putNull("defaultRole")
                .put("ownerId", FakeIds.nanoid());
    }

    private @Nullable JsonNode notify(Call call) {
        var row = row().put("notificationId", FakeIds.nanoid()).put("name", call.text("name"));
        for (var on : List.of(
                "appDeploy",
                "appBuildError",
                "databaseBackup",
                "volumeBackup",
                "dokployRestart",
                "dokployBackup",
                "dockerCleanup",
                "serverThreshold")) row.put(on, call.input().path(on).asBoolean(false));
        row.put("notificationType", "custom").put("createdAt", FakeState.now());
        CHANNELS.forEach(channel -> row.putNull(channel + "Id").putNull(channel));
        row.put("customId", FakeIds.nanoid()).put("organizationId", FakeState.ORGANIZATION);
        row.putObject("custom")
                .put("customId", key(row, "customId"))
                .put("endpoint", call.text("endpoint"))
                .set("headers", call.input().path("headers"));
        state.others("notification").put(key(row, "notificationId"), row);
        return null;
    }

    private JsonNode add(String table, Call call, String id) {
        state.application(call.text("applicationId"));
        var row = row().put(id, FakeIds.nanoid());
        row.setAll(call.input());
        if (table.equals("redirects")) row.put("uniqueConfigKey", state.redirectKeys.incrementAndGet());
        row.put("createdAt", FakeState.now());
        state.others(table).put(key(row, id), row);
        return BooleanNode.TRUE;
    }

    private ObjectNode deleteRedirect(Call call) {
        var row = state.others("redirects").remove(call.text("redirectId"));
        if (row == null) throw FakeRefusal.notFound("Redirect");
        return row;
    }

    private ObjectNode port(Call call) {
        state.application(call.text("applicationId"));
        var row = row().put("portId", FakeIds.nanoid());
        row.setAll(call.input());
        state.others("ports").put(key(row, "portId"), row);
        return row;
    }

    private ObjectNode mount(Call call) {
        state.application(call.text("serviceId"));
        var row = row().put("mountId", FakeIds.nanoid());
        for (var column : List.of("type", "hostPath", "volumeName", "filePath", "content", "serviceType", "mountPath"))
            row.set(column, call.input().path(column).asOptional().orElse(null));
        row.put("serviceType", "application").put("applicationId", call.text("serviceId"));
        OWNERS.forEach(owner -> row.putNull(owner + "Id"));
        state.others("mounts").put(key(row, "mountId"), row);
        return row;
    }
}
