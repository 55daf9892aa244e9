package io.chantier.agent;

import io.chantier.agent.SiteOrders.Needs;
import io.chantier.agent.benches.AppName;
import io.chantier.agent.benches.Bench;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.BrokenConfig;
import io.chantier.agent.benches.SiteCommands;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The benches of this server, their sites, and the jobs that are done with a site. */
final class BenchRoutes implements RouteGroup {

    private static final String SITE = "/benches/{bench}/sites/{site}";

    private final Benches benches;
    private final SiteCommands bench;
    private final SiteJobs recipes;
    private final SiteOrders orders;

    BenchRoutes(Benches benches, SiteCommands bench, SiteJobs recipes, SiteOrders orders) {
        this.benches = benches;
        this.bench = bench;
        this.recipes = recipes;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.get("/benches", context -> Answer.with(context, benches.all()));
        routes.get("/benches/{bench}", context -> Answer.with(context, orders.bench(context)));
        routes.get(
                "/benches/{bench}/config",
                context -> Answer.with(context, orders.bench(context).config()));
        routes.get(
                "/benches/{bench}/apps",
                context -> Answer.with(context, orders.bench(context).apps()));
        routes.get(
                "/benches/{bench}/sites",
                context -> Answer.with(context, orders.bench(context).sites()));
        routes.get(
                SITE,
                context -> Answer.with(
                        context, new Bench.Named(orders.place(context).site().value())));
        routes.get(SITE + "/apps", this::apps);
        routes.post(SITE + "/apps", context -> orders.start(context, recipes.installApp(), BenchRoutes::appToInstall));
        routes.delete(SITE + "/apps/{app}", this::uninstallApp);
        routes.post(SITE + "/migrate", context -> orders.start(context, recipes.migrate(), BenchRoutes::flags));
        routes.delete(SITE + "/cache", context -> orders.start(context, recipes.clearCache(), _ -> Map.of()));
        routes.delete(SITE + "/usage", context -> orders.start(context, recipes.resetUsage(), _ -> Map.of()));
        routes.post(SITE + "/activate", context -> orders.start(context, recipes.activate(), _ -> Map.of()));
        routes.post(SITE + "/deactivate", context -> orders.start(context, recipes.deactivate(), _ -> Map.of()));
        routes.post(
                SITE + "/config",
                context -> orders.start(context, recipes.updateConfiguration(), BenchRoutes::changes));
        routes.exception(
                BrokenConfig.class,
                (broken, context) ->
                        Answer.error(context, HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(broken.getMessage())));
    }

    /** The apps of a site: as the text that the program printed, or read as JSON with their versions. */
    private void apps(Context context) throws InterruptedException {
        var place = orders.place(context);
        boolean read = "json".equals(context.queryParam("format"));
        var end = read
                ? bench.ask(place.bench(), place.site(), "list-apps", "-f", "json")
                : bench.ask(place.bench(), place.site(), "execute", "frappe.get_installed_apps");
        switch (end) {
            case CommandEnd.Succeeded(var _, var output) ->
                Answer.with(context, Map.of("data", read ? ofSite(place.site(), output) : output));
            case CommandEnd.Failed(var _, var code, var output) ->
                throw new Refusal(
                        HttpStatus.INTERNAL_SERVER_ERROR, "bench ended with exit code " + code + ": " + output);
            case CommandEnd.TimedOut(var _, var limit) ->
                throw new Refusal(
                        HttpStatus.GATEWAY_TIMEOUT, "bench did not answer within " + limit.toSeconds() + " s");
            case CommandEnd.Cancelled _, CommandEnd.Stopped _ ->
                throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "The agent stops; ask again in a moment");
        }
    }

    private static JsonNode ofSite(SiteName site, String output) {
        try {
            var apps = Wire.tree(output).get(site.value());
            if (apps != null) {
                return apps;
            }
        } catch (JacksonException _) {
            // said below
        }
        throw new Refusal(HttpStatus.INTERNAL_SERVER_ERROR, "bench printed no JSON about the apps of " + site);
    }

    private static Map<String, JsonNode> appToInstall(JsonNode body) {
        return Map.of("app", appName(body.path("name").asString("")));
    }

    private void uninstallApp(Context context) {
        orders.startWith(context, recipes.uninstallApp(), body -> {
            var offsite = OffsiteRequest.of(body.path("offsite"));
            var arguments = new TreeMap<>(offsite.arguments());
            arguments.put("app", appName(context.pathParam("app")));
            return Needs.of(arguments, offsite.secrets());
        });
    }

    private static JsonNode appName(String text) {
        return AppName.of(text)
                .map(app -> Wire.toTree(app.value()))
                .orElseThrow(() -> Refusal.badRequest(
                        "The name of an app begins with a letter and has at most 64 letters, digits and underscores"));
    }

    private static Map<String, JsonNode> flags(JsonNode body) {
        var flags = new TreeMap<String, JsonNode>();
        for (var name : List.of("skip_failing_patches", "activate")) {
            var given = body.path(name);
            if (given.isBoolean()) {
                flags.put(name, given);
            } else if (!isLeftOut(given)) {
                throw Refusal.badRequest("\"" + name + "\" has to be true or false");
            }
        }
        return flags;
    }

    private static Map<String, JsonNode> changes(JsonNode body) {
        var arguments = new TreeMap<>(SiteFields.configuration(body));
        var remove = body.path("remove");
        boolean keys = remove.isArray() && remove.valueStream().allMatch(JsonNode::isString);
        if (!keys && !isLeftOut(remove)) {
            throw Refusal.badRequest("\"remove\" has to be an array of keys");
        }
        if (keys) {
            remove.forEach(key -> SiteFields.settable(key.asString()));
            arguments.put("remove", remove);
        }
        return arguments;
    }

    private static boolean isLeftOut(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
