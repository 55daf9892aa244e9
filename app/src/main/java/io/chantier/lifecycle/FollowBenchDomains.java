package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchNameOrders;
import io.chantier.benches.hosting.BenchNameOrders.Orderer;
import io.chantier.benches.hosting.BenchNaming;
import io.chantier.benches.hosting.BenchNaming.Look;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has a bench answer for a site under exactly the names that it is to have: what the agent has is compared with what is wanted,
 * once no other job works on the site, until both are the same. An agent that is away is waited for.
 */
@Component
class FollowBenchDomains implements Recipe {

    static final String KIND = "follow-bench-domains";

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration AWAY = Duration.ofSeconds(10);
    static final Set<SiteState> FOLLOWED = Set.of(SiteState.LIVE, SiteState.SUSPENDED);

    private final SiteSteps steps;
    private final SiteJobs jobs;
    private final BenchNaming naming;
    private final BenchNameOrders orders;

    FollowBenchDomains(SiteSteps steps, SiteJobs jobs, BenchNaming naming, BenchNameOrders orders) {
        this.steps = steps;
        this.jobs = jobs;
        this.naming = naming;
        this.orders = orders;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(steps.beside(KIND, SiteKey.of(order), this::follow));
    }

    private StepOutcome follow(Site site, SiteSteps.SiteStepContext context) {
        if (!FOLLOWED.contains(site.state())) return StepOutcome.done();
        if (jobs.current(site).isPresent()) return new StepOutcome.LookAgain(PAUSE);
        return switch (naming.look(site)) {
            case Look.Silent(var why, var passing) ->
                passing ? new StepOutcome.LookAgain(AWAY) : new StepOutcome.Failed(why);
            case Look.Told told -> follow(site, told, new Orderer(context.jobId(), context.signalled()));
        };
    }

    /** One name that cannot be had keeps no other from being had; it is told at the end. What the site calls itself comes last. */
    private StepOutcome follow(Site site, Look.Told told, Orderer by) {
        @Nullable Failure failed = null;
        for (var errand : errands(site, naming.difference(site, told), by)) {
            switch (errand.get()) {
                case StepOutcome.Done _ -> {}
                case StepOutcome.Failed(var why) -> failed = why;
                case StepOutcome pending -> {
                    return pending;
                }
            }
        }
        var last = naming.introduction(site, told).map(hostName -> orders.introduce(site, hostName, by));
        return Optional.ofNullable(failed)
                .<StepOutcome>map(StepOutcome.Failed::new)
                .or(() -> last)
                .orElseGet(StepOutcome::done);
    }

    private List<Supplier<StepOutcome>> errands(Site site, BenchNaming.Difference difference, Orderer by) {
        var errands = new ArrayList<Supplier<StepOutcome>>();
        difference.leaving().forEach(name -> errands.add(() -> orders.remove(site, name, by)));
        difference.missing().forEach(name -> errands.add(() -> orders.add(site, name, by)));
        return errands;
    }
}
