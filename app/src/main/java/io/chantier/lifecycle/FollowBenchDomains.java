package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchNaming;
import io.chantier.benches.hosting.BenchNaming.Errand;
import io.chantier.benches.hosting.BenchNaming.Look;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<SiteState> FOLLOWED = Set.of(SiteState.LIVE, SiteState.SUSPENDED);

    private final SiteSteps steps;
    private final SiteJobs jobs;
    private final BenchNaming naming;
    private final AgentWork work;

    FollowBenchDomains(SiteSteps steps, SiteJobs jobs, BenchNaming naming, AgentWork work) {
        this.steps = steps;
        this.jobs = jobs;
        this.naming = naming;
        this.work = work;
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
            case Look.Told told -> follow(site, told, context);
        };
    }

    /** One name that cannot be had keeps no other from being had; it is told at the end. */
    private StepOutcome follow(Site site, Look.Told told, SiteSteps.SiteStepContext context) {
        @Nullable Failure failed = null;
        for (var errand : naming.errands(site, told)) {
            switch (run(errand, context)) {
                case StepOutcome.Done _ -> {}
                case StepOutcome.Failed(var why) -> failed = why;
                case StepOutcome pending -> {
                    return pending;
                }
            }
        }
        var last = naming.introduction(site, told).map(errand -> run(errand, context));
        return Optional.ofNullable(failed)
                .<StepOutcome>map(StepOutcome.Failed::new)
                .or(() -> last)
                .orElseGet(StepOutcome::done);
    }

    /** Each is ordered once; what is done vanishes from the errands as soon as the agent tells it. */
    private StepOutcome run(Errand errand, SiteSteps.SiteStepContext context) {
        var turn = new AgentWork.Turn(context.jobId(), errand.about(), context.signalled());
        return work.follow(turn, errand::order);
    }
}
