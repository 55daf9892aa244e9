package io.chantier.agent;

import static io.chantier.agent.SiteOrders.SITE;

import io.chantier.agent.benches.BenchWatch;
import io.chantier.agent.benches.SiteLogs;
import io.chantier.protocol.AgentClock;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;

/** How a site is, and what it wrote down. */
final class SiteWatchRoutes implements RouteGroup {

    private final BenchWatch watch;
    private final SiteLogs logs;
    private final SiteOrders orders;

    SiteWatchRoutes(BenchWatch watch, SiteLogs logs, SiteOrders orders) {
        this.watch = watch;
        this.logs = logs;
        this.orders = orders;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.get(SITE + "/status", this::status);
        routes.get(SITE + "/logs", context -> {
            var place = orders.place(context);
            Answer.with(context, logs.all(place.bench(), place.site()));
        });
        routes.get(SITE + "/logs/{log}", this::log);
    }

    private void status(Context context) throws InterruptedException {
        var place = orders.place(context);
        var health = watch.site(place.bench(), place.site());
        Answer.with(
                context,
                Map.of(
                        "data",
                        Map.of(
                                "scheduler",
                                health.scheduler(),
                                "web",
                                health.web(),
                                "timestamp",
                                AgentClock.written(LocalDateTime.now(ZoneId.systemDefault())))));
    }

    private void log(Context context) {
        var place = orders.place(context);
        var name = context.pathParam("log");
        var end = logs.end(place.bench(), place.site(), name)
                .orElseThrow(() -> Refusal.notFound("Site " + place.site() + " has no log " + name));
        Answer.with(context, Map.of(name, end));
    }
}
