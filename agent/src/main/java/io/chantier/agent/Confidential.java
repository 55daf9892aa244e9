package io.chantier.agent;

import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.util.List;
import java.util.Set;

/** A job of which the journal tells no configuration, neither the one that is wanted nor the one that was there. */
record Confidential(AgentRecipe recipe, JobSecrets secrets) implements WrappedRecipe {

    /** Steps that note a configuration before others change it. */
    private static final Set<String> NOTES = Set.of(".configuration", ".before");

    @Override
    public List<Step> steps(JobOrder order) {
        return recipe.steps(SealedArguments.whole(order, secrets)).stream()
                .map(step -> NOTES.contains(step.name()) ? sealed(order, step) : step)
                .toList();
    }

    private Step sealed(JobOrder order, Step step) {
        Step.Work work = context -> {
            var outcome = step.work().run(context);
            return outcome instanceof StepOutcome.Done(var result)
                    ? StepOutcome.done(secrets.sealed(order, step.name(), result))
                    : outcome;
        };
        Step.Undo undo = result -> step.undo().undo(secrets.unsealed(order, step.name(), result));
        return new Step(step.name(), work, undo, step.undoAtOnce());
    }
}
