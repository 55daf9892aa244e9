package io.chantier.agent;

import io.chantier.agent.benches.BenchCall;
import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.BenchSteps;
import io.chantier.agent.benches.BenchWatch;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.AgentClock;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Benches that come, change and go, and how they are. */
final class BenchJobRoutes implements RouteGroup {

    private static final String BENCH = "/benches/{bench}";
    private static final List<String> LIMITS = List.of("memory_high", "memory_max", "memory_swap", "vcpu");

    private final Benches benches;
    private final BenchWatch watch;
    private final BenchSteps steps;
    private final BenchJobs recipes;
    private final AgentJobs jobs;

    BenchJobRoutes(Benches benches, BenchWatch watch, BenchSteps steps, BenchJobs recipes, AgentJobs jobs) {
        this.benches = benches;
        this.watch = watch;
        this.steps = steps;
        this.recipes = recipes;
        this.jobs = jobs;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post("/benches", this::create);
        routes.post(BENCH + "/config", this::configure);
        routes.post(BENCH + "/archive", context -> {
            var body = Asked.object(context);
            start(context, recipes.archive(), name(context), body, Map.of());
        });
        routes.post(BENCH + "/restart", context -> {
            var body = Asked.object(context);
            var webOnly = body.path("web_only");
            if (!webOnly.isMissingNode() && !webOnly.isNull() && !webOnly.isBoolean()) {
                throw Refusal.badRequest("\"web_only\" has to be true or false");
            }
            start(context, recipes.restart(), known(context), body, Map.of("web_only", webOnly));
        });
        routes.post(
                BENCH + "/rebuild",
                context -> start(context, recipes.rebuild(), known(context), Asked.object(context), Map.of()));
        routes.post(BENCH + "/limits", this::limit);
        routes.get(BENCH + "/status", this::status);
        routes.post(BENCH + "/monitor", context -> {
            Asked.object(context);
            Answer.with(context, Map.of("data", watch.requests(known(context))));
        });
    }

    private void create(Context context) {
        var body = Asked.object(context);
        var name = BenchName.of(body.path("name").asString(""))
                .orElseThrow(() -> Refusal.badRequest(
                        "\"name\" has to begin with a letter or a digit and have at most 100 letters, digits and ._-"));
        var setup = object(body, "bench_config");
        if (!body.path("mounts").isMissingNode() && !body.path("mounts").isNull()) {
            setup.set("mounts", body.path("mounts"));
        }
        refuseWhatIsWrong(setup);
        var registry = body.path("registry");
        var password = registry.path("password").asString("");
        var arguments = new TreeMap<>(Map.<String, JsonNode>of(
                "bench_config", setup, "common_site_config", object(body, "common_site_config")));
        if (registry.isObject()) {
            arguments.put("registry", withoutPassword(registry));
        }
        start(
                context,
                new Wanted(
                        recipes.create(),
                        BenchCall.written(name, TimeLimit.with(body, arguments)),
                        password.isEmpty() ? Map.of() : Map.of(BenchSteps.REGISTRY_PASSWORD, new Secret(password)),
                        BenchJobs.claim(recipes.create(), name)));
    }

    /** A word that begins with a dash would be an option. */
    private static JsonNode withoutPassword(JsonNode registry) {
        var username = registry.path("username").asString("");
        var url = registry.path("url").asString("");
        if (username.startsWith("-") || url.startsWith("-")) {
            throw Refusal.badRequest("\"registry\" has to have a url and a username that begin with no dash");
        }
        return Wire.toTree(Map.of("url", url, "username", username));
    }

    private void configure(Context context) throws InterruptedException {
        var name = known(context);
        var body = Asked.object(context);
        var setup = object(body, "bench_config");
        var mounts = benches.setup(name).path("mounts");
        if (!setup.has("mounts") && mounts.isArray()) {
            setup.set("mounts", mounts);
        }
        boolean contained = !setup.path("docker_image").asString("").isBlank()
                && !setup.path("container").asString("").equals("none");
        if (contained) {
            refuseWhatIsWrong(setup);
        }
        start(
                context,
                recipes.configure(),
                name,
                body,
                Map.of(
                        "bench_config",
                        setup,
                        "common_site_config",
                        object(body, "common_site_config"),
                        BenchJobs.CONTAINED,
                        Wire.toTree(contained),
                        BenchJobs.DEPLOYED,
                        Wire.toTree(contained && steps.needsAnotherContainer(name, setup))));
    }

    private static void refuseWhatIsWrong(JsonNode setup) {
        var wrong = BenchSteps.wrong(setup);
        if (!wrong.isEmpty()) {
            throw Refusal.badRequest("\"bench_config\" has something missing or wrong in " + String.join(", ", wrong)
                    + "; a bench without a container is made on its server, with \"bench init\"");
        }
    }

    private void limit(Context context) {
        var name = known(context);
        var body = Asked.object(context);
        var limits = (ObjectNode) Wire.emptyObject();
        for (var limit : LIMITS) {
            var value = body.path(limit);
            if (value.isNumber() && value.asDouble() >= 0) {
                limits.set(limit, value);
            } else if (!value.isMissingNode() && !value.isNull()) {
                throw Refusal.badRequest("\"" + limit + "\" has to be a number");
            }
        }
        if (benches.setup(name).path("docker_image").asString("").isBlank()) {
            throw Refusal.badRequest("Bench " + name + " runs in no container, so it cannot be limited");
        }
        start(context, recipes.limit(), name, body, Map.of("bench_config", limits));
    }

    private void status(Context context) throws InterruptedException {
        var sites = watch.sites(known(context));
        Answer.with(
                context,
                Map.of("sites", sites, "timestamp", AgentClock.written(LocalDateTime.now(ZoneId.systemDefault()))));
    }

    private static ObjectNode object(JsonNode body, String name) {
        if (body.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("\"" + name + "\" has to be an object");
    }

    private BenchName known(Context context) {
        var name = name(context);
        if (benches.find(name).isEmpty()) {
            throw noBench(context);
        }
        return name;
    }

    private static BenchName name(Context context) {
        return BenchName.of(context.pathParam("bench")).orElseThrow(() -> noBench(context));
    }

    private static Refusal noBench(Context context) {
        return Refusal.notFound("Bench " + context.pathParam("bench") + " does not exist");
    }

    private void start(
            Context context, AgentRecipe recipe, BenchName bench, JsonNode body, Map<String, JsonNode> arguments) {
        var all = new TreeMap<>(arguments);
        all.values().removeIf(JsonNode::isMissingNode);
        var written = BenchCall.written(bench, TimeLimit.with(body, all));
        start(context, new Wanted(recipe, written, Map.of(), BenchJobs.claim(recipe, bench)));
    }

    private void start(Context context, Wanted wanted) {
        Answer.with(context, new JobCreated(jobs.start(wanted, Asked.agentJobId(context))));
    }
}
