package io.chantier.agent;

import io.chantier.agent.benches.Bench;
import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.commands.Secret;
import io.chantier.protocol.JobCreated;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * What a body says that a job needs.
     *
     * @param secrets the passwords among it, which the journal does not hold
     * @param others further sites that the job works on, and names that it gives to sites
     */
    record Needs(Map<String, JsonNode> arguments, Map<String, Secret> secrets, Set<SiteName> others) {

        static Needs of(Map<String, JsonNode> arguments, Map<String, Secret> secrets) {
            return new Needs(arguments, secrets, Set.of());
        }
    }

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
        startWith(context, recipe, body -> Needs.of(arguments.apply(body), Map.of()));
    }

    /** @param needs what the job needs of the body, with its secrets */
    void startWith(Context context, AgentRecipe recipe, Function<JsonNode, Needs> needs) {
        var place = place(context);
        var body = Asked.object(context);
        startAt(context, recipe, place, needs.apply(body), body);
    }

    /** Starts a job about a site that need not be there. */
    void startAt(Context context, AgentRecipe recipe, Place place, Needs needs, JsonNode body) {
        var call = new SiteCall(place.bench(), place.site(), needs.arguments(), TimeLimit.asked(body));
        var sites =
                Stream.concat(Stream.of(place.site()), needs.others().stream()).collect(Collectors.toSet());
        var wanted = new Wanted(recipe, call.written(), needs.secrets(), Claim.ofSites(sites, call.benches()));
        Answer.with(context, new JobCreated(jobs.start(wanted, Asked.agentJobId(context))));
    }
}
