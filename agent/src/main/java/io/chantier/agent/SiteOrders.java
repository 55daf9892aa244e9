package io.chantier.agent;

import io.chantier.agent.benches.Bench;
import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteName;
import io.chantier.protocol.JobCreated;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Finds the bench and the site that a request names, and starts jobs about them. */
final class SiteOrders {

    static final String SITE = "/benches/{bench}/sites/{site}";

    private final Benches benches;
    private final AgentJobs jobs;

    SiteOrders(Benches benches, AgentJobs jobs) {
        this.benches = benches;
        this.jobs = jobs;
    }

    record Place(BenchName bench, SiteName site) {}

    /** @throws Refusal where there is no such bench */
    Bench bench(Context context) {
        return benches.find(benchName(context)).orElseThrow(() -> noBench(context));
    }

    /** @throws Refusal where there is no such site */
    Place place(Context context) {
        var bench = benchName(context);
        if (benches.find(bench).isEmpty()) {
            throw noBench(context);
        }
        return SiteName.of(context.pathParam("site"))
                .filter(site -> benches.has(bench, site))
                .map(site -> new Place(bench, site))
                .orElseThrow(() ->
                        Refusal.notFound("Site " + context.pathParam("site") + " does not exist on bench " + bench));
    }

    private static BenchName benchName(Context context) {
        return BenchName.of(context.pathParam("bench")).orElseThrow(() -> noBench(context));
    }

    private static Refusal noBench(Context context) {
        return Refusal.notFound("Bench " + context.pathParam("bench") + " does not exist");
    }

    /** @param arguments what the job needs of the body, which is refused where something is wrong with it */
    void start(Context context, AgentRecipe recipe, Function<JsonNode, Map<String, JsonNode>> arguments) {
        var place = place(context);
        var body = Asked.object(context);
        var call = new SiteCall(place.bench(), place.site(), arguments.apply(body), TimeLimit.asked(body));
        Answer.with(context, new JobCreated(jobs.start(recipe, call.written(), Asked.agentJobId(context))));
    }
}
