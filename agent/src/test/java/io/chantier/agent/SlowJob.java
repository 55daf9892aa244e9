package io.chantier.agent;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A job that runs until somebody cancels it, under the name of one that the recordings hold. One that its asker calls
 * {@code waiting} sleeps between two looks instead, as one does that waits for the jobs of a site.
 */
final class SlowJob implements AgentRecipe {

    @Override
    public String kind() {
        return "slow-job";
    }

    @Override
    public String name() {
        return "Migrate Site";
    }

    @Override
    public String function() {
        return "migrate_job";
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(Step.named(
                "Migrate Site",
                order.input().contains("waiting")
                        ? _ -> new StepOutcome.LookAgain(Duration.ofMinutes(10))
                        : SlowJob::migrate));
    }

    private static StepOutcome migrate(StepContext context) throws InterruptedException {
        while (!context.cancelled()) {
            Thread.sleep(20);
        }
        return StepOutcome.failed("cut-short", Map.of());
    }
}
