package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.SiteOrders.Needs;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Domains of a site, and another name for it. */
final class SiteChangeRoutes implements RouteGroup {

    private final SiteChanges recipes;
    private final SiteOrders orders;

    SiteChangeRoutes(SiteChanges recipes, SiteOrders orders) {
        this.recipes = recipes;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post(
                SITE + "/domains",
                context -> orders.startWith(context, recipes.addDomain(), body -> domain(body.path("domain"))));
        routes.delete(
                SITE + "/domains/{domain}",
                context -> orders.startWith(
                        context, recipes.removeDomain(), _ -> domain(Wire.toTree(context.pathParam("domain")))));
        routes.post(
                SITE + "/rename", context -> orders.startWith(context, recipes.rename(), SiteChangeRoutes::renaming));
    }

    /** The name is claimed as well: of two sites that are to get it at once, the second one finds it taken. */
    private static Needs domain(JsonNode given) {
        var name = name(given, "domain");
        return new Needs(Map.of("domain", name), Map.of(), Set.of(new SiteName(name.asString())));
    }

    private static Needs renaming(JsonNode body) {
        var arguments = new TreeMap<String, JsonNode>();
        var secrets = new TreeMap<String, Secret>();
        var newName = name(body.path("new_name"), "new_name");
        arguments.put("new_name", newName);
        arguments.putAll(SiteFields.configuration(body));
        var user = body.path("create_user");
        if (user.isObject() && !user.isEmpty()) {
            var needs = SiteLifeRoutes.user(user);
            arguments.putAll(needs.arguments());
            secrets.putAll(needs.secrets());
        } else if (!SiteFields.isLeftOut(user) && !user.isEmpty()) {
            throw Refusal.badRequest("\"create_user\" has to be an object");
        }
        return new Needs(arguments, secrets, Set.of(new SiteName(newName.asString())));
    }

    private static JsonNode name(JsonNode given, String key) {
        return SiteName.of(given.asString(""))
                .map(name -> Wire.toTree(name.value()))
                .orElseThrow(() -> Refusal.badRequest(
                        "\"" + key + "\" has to be the name of a host in small letters, such as www.example.com"));
    }
}
