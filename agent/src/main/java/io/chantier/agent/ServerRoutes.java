package io.chantier.agent;

import io.chantier.agent.benches.Benches;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The server as a whole: what it is, how it is, and the jobs that are about no bench of it. */
final class ServerRoutes implements RouteGroup {

    /** Of the configuration of a stock agent: where its own queue and the database listen. */
    private static final Set<String> INNER_PORTS = Set.of("redis_port", "db_port");

    private final AgentHome home;
    private final Benches benches;
    private final ServerStatus status;
    private final ServerJobs recipes;
    private final AgentJobs jobs;

    ServerRoutes(AgentHome home, Benches benches, ServerStatus status, ServerJobs recipes, AgentJobs jobs) {
        this.home = home;
        this.benches = benches;
        this.status = status;
        this.recipes = recipes;
        this.jobs = jobs;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.get("/server", context -> Answer.with(context, server()));
        routes.get("/server/get-config", context -> Answer.with(context, config().without(INNER_PORTS)));
        routes.post("/server/status", context -> {
            var password = Asked.object(context).path("mariadb_root_password").asString("");
            Answer.with(
                    context,
                    status.now(Optional.of(password)
                            .filter(text -> !text.isEmpty())
                            .map(Secret::new)));
        });
        routes.post("/server/reload", context -> {
            Asked.object(context);
            start(context, recipes.reload(), Map.of());
        });
        routes.post("/server/cleanup", context -> {
            boolean force = Asked.object(context).path("force").asBoolean(false);
            start(context, recipes.cleanup(), Map.of("force", force));
        });
    }

    private Map<String, Object> server() {
        return Map.of("name", name(), "benches", benches.all(), "config", config());
    }

    private ObjectNode config() {
        return home.shownConfig()
                .put("name", name())
                .put("benches_directory", benches.directory().toString());
    }

    private String name() {
        return home.setting("name").orElseGet(ServerRoutes::hostName);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private void start(Context context, AgentRecipe recipe, Map<String, Object> arguments) {
        var input = new TreeMap<String, JsonNode>();
        arguments.forEach((name, value) -> input.put(name, Wire.toTree(value)));
        Answer.with(context, new JobCreated(jobs.start(recipe, input, Asked.agentJobId(context))));
    }
}
