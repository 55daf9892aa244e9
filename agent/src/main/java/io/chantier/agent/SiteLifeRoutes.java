package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.SiteOrders.Needs;
import io.chantier.agent.SiteOrders.Place;
import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.benches.SiteSecrets;
import io.chantier.agent.benches.SiteUsers;
import io.chantier.agent.commands.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The beginning and the end of a site, and its first users. */
final class SiteLifeRoutes implements RouteGroup {

    private static final String ADMINISTRATOR = "Administrator";

    private final SiteLife recipes;
    private final SiteOrders orders;

    SiteLifeRoutes(SiteLife recipes, SiteOrders orders) {
        this.recipes = recipes;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post("/benches/{bench}/sites", this::newSite);
        routes.post(
                SITE + "/reinstall",
                context -> orders.startWith(
                        context,
                        recipes.reinstall(),
                        body -> Needs.of(Map.of(), SiteFields.passwords(body, SiteSecrets.ROOT, SiteSecrets.ADMIN))));
        routes.post(SITE + "/archive", this::archive);
        routes.post(
                SITE + "/create-user",
                context -> orders.startWith(context, recipes.createUser(), SiteLifeRoutes::user));
        routes.post(
                SITE + "/complete-setup-wizard",
                context -> orders.startWith(
                        context,
                        recipes.completeSetupWizard(),
                        body -> Needs.of(Map.of(), Map.of(SiteUsers.WIZARD, new Secret(body.toString())))));
        routes.get(SITE + "/sid", this::session);
        routes.post(SITE + "/sid", this::session);
    }

    private void newSite(Context context) {
        var bench = new BenchName(orders.bench(context).name());
        var body = Asked.object(context);
        var site = SiteFields.siteName(body.path("name"), "name");
        var arguments = new TreeMap<>(SiteFields.configuration(body));
        arguments.putAll(SiteFields.apps(body));
        var secrets = new TreeMap<>(SiteFields.passwords(body, SiteSecrets.ROOT, SiteSecrets.ADMIN));
        var user = body.path("create_user");
        if (user.isObject() && !user.isEmpty()) {
            var needs = user(user);
            arguments.putAll(needs.arguments());
            secrets.putAll(needs.secrets());
        } else if (!SiteFields.isLeftOut(user) && !user.isObject()) {
            throw Refusal.badRequest("\"create_user\" has to be an object");
        }
        orders.startAt(context, recipes.newSite(), new Place(bench, site), Needs.of(arguments, secrets), body);
    }

    /** Unlike with the other jobs the site need not be there: then it is archived already. */
    private void archive(Context context) {
        var bench = new BenchName(orders.bench(context).name());
        var site = SiteName.of(context.pathParam("site"))
                .orElseThrow(() -> Refusal.notFound("No site can have the name " + context.pathParam("site")));
        var body = Asked.object(context);
        var offsite = OffsiteRequest.of(body.path("offsite"));
        var arguments = new TreeMap<>(offsite.arguments());
        arguments.putAll(SiteFields.flag(body, "force"));
        var passwords = new TreeMap<>(offsite.secrets());
        passwords.putAll(SiteFields.passwords(body, SiteSecrets.ROOT));
        var needs = Needs.of(arguments, passwords);
        orders.startAt(context, recipes.archive(), new Place(bench, site), needs, body);
    }

    static Needs user(JsonNode body) {
        var arguments = new TreeMap<>(SiteFields.names(body, "first_name", "last_name"));
        arguments.put("email", SiteFields.email(body.path("email")));
        return Needs.of(
                arguments,
                SiteFields.isLeftOut(body.path(SiteSecrets.USER))
                        ? Map.of()
                        : SiteFields.passwords(body, SiteSecrets.USER));
    }

    private void session(Context context) throws InterruptedException {
        var place = orders.place(context);
        var given = Asked.object(context).path("user");
        var user = SiteFields.isLeftOut(given) || given.asString("").equals(ADMINISTRATOR)
                ? ADMINISTRATOR
                : SiteFields.email(given).asString();
        var session = recipes.users().session(place.bench(), place.site(), user);
        Answer.with(
                context,
                Map.of(
                        "sid",
                        session.orElseThrow(() -> new Refusal(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "Site " + place.site() + " did not log " + user
                                        + " in; see whether this user exists and is enabled"))));
    }
}
