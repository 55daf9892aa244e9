package io.chantier.agent;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.AgentMessage;
import io.chantier.protocol.Wire;
import java.util.List;

/** Proves that the queue works. */
final class PingJob implements AgentRecipe {

    @Override
    public String kind() {
        return "ping-job";
    }

    @Override
    public String name() {
        return "Ping Job";
    }

    @Override
    public String function() {
        return "ping_job";
    }

    @Override
    public boolean tellsItsLastResult() {
        return true;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(Step.named("Ping Step", _ -> StepOutcome.done(Wire.write(AgentMessage.PONG))));
    }
}
