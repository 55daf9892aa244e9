package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.SiteInfo;
import io.chantier.agent.databases.DatabaseTrouble;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** What sites are set to and how much they take up: what is charged for is read here. */
final class SiteInfoRoutes implements RouteGroup {

    private static final String BENCH = "/benches/{bench}/info";

    private final SiteInfo info;
    private final SiteOrders orders;

    SiteInfoRoutes(SiteInfo info, SiteOrders orders) {
        this.info = info;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.get(BENCH, this::ofBench);
        routes.post(BENCH, this::ofBench);
        routes.get(SITE + "/info", this::ofSite);
        routes.exception(
                DatabaseTrouble.class,
                (trouble, context) ->
                        Answer.error(context, HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(trouble.getMessage())));
    }

    /** All is measured now, so that it does not matter since when somebody asks. */
    private void ofBench(Context context) {
        Answer.with(context, info.all(new BenchName(orders.bench(context).name())));
    }

    private void ofSite(Context context) throws DatabaseTrouble {
        var place = orders.place(context);
        var told = info.of(place.bench(), place.site())
                .orElseThrow(() -> Refusal.notFound("Site " + place.site() + " does not exist any more"));
        Answer.with(context, Map.of("data", told));
    }
}
