package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.Benches;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A site goes to another bench of this server, and back. */
final class UpdateRoutes implements RouteGroup {

    private static final List<String> FLAGS = List.of(
            "activate",
            "deactivate",
            "skip_failing_patches",
            "skip_backups",
            "skip_search_index",
            "restore_touched_tables");
    private static final List<String> SCRIPTS = List.of("before_migrate_scripts", "rollback_scripts");

    private final Benches benches;
    private final UpdateJobs recipes;
    private final SiteOrders orders;

    UpdateRoutes(Benches benches, UpdateJobs recipes, SiteOrders orders) {
        this.benches = benches;
        this.recipes = recipes;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post(SITE + "/update/pull", context -> toBench(context, recipes.pull()));
        routes.post(SITE + "/update/migrate", context -> toBench(context, recipes.migrate()));
        routes.post(SITE + "/update/pull/recover", context -> toBench(context, recipes.recoverPull()));
        routes.post(SITE + "/update/migrate/recover", context -> toBench(context, recipes.recoverMigrate()));
        routes.post(SITE + "/move_to_bench", context -> toBench(context, recipes.moveToBench()));
        routes.post(SITE + "/update/recover", context -> orders.start(context, recipes.recover(), _ -> Map.of()));
        routes.post(
                SITE + "/update/migrate/restore",
                context -> orders.start(context, recipes.restoreTables(), UpdateRoutes::flags));
    }

    private void toBench(Context context, AgentRecipe recipe) {
        orders.start(context, recipe, body -> {
            var arguments = flags(body);
            arguments.put("target", Wire.toTree(target(context, body).value()));
            for (var key : SCRIPTS) {
                scripts(body, key, arguments);
            }
            return arguments;
        });
    }

    /** Another bench of this server on which nothing is in the way. */
    private BenchName target(Context context, JsonNode body) {
        var here = orders.place(context);
        var text = body.path("target").asString("");
        var target = BenchName.of(text)
                .filter(name -> benches.find(name).isPresent())
                .orElseThrow(() -> Refusal.notFound("The target, bench " + text + ", does not exist"));
        if (target.equals(here.bench())) {
            throw Refusal.badRequest("The target is the bench on which the site is; name another one");
        }
        if (benches.isTaken(target, here.site())) {
            throw new Refusal(
                    HttpStatus.CONFLICT,
                    "On bench " + target + " something is called " + here.site() + " already; archive it first");
        }
        return target;
    }

    private static void scripts(JsonNode body, String key, Map<String, JsonNode> arguments) {
        var given = body.path(key);
        if (given.isObject() && given.valueStream().allMatch(JsonNode::isString)) {
            arguments.put(key, given);
        } else if (!given.isMissingNode() && !given.isNull()) {
            throw Refusal.badRequest("\"" + key + "\" has to be an object of apps and their scripts");
        }
    }

    private static Map<String, JsonNode> flags(JsonNode body) {
        var flags = new TreeMap<String, JsonNode>();
        for (var name : FLAGS) {
            var given = body.path(name);
            if (given.isBoolean()) {
                flags.put(name, given);
            } else if (!given.isMissingNode() && !given.isNull()) {
                throw Refusal.badRequest("\"" + name + "\" has to be true or false");
            }
        }
        return flags;
    }
}
