package io.chantier.agent;

import io.chantier.agent.secrets.JobSecrets;
import io.chantier.agent.secrets.LostSecret;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.jobs.UndoFailed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job of which the journal tells no configuration, neither the one that is wanted nor the one that was there. Only the
 * work of a step sees what is wanted: to list steps, and to undo them, takes neither the journal nor its key.
 */
record Confidential(AgentRecipe recipe, JobSecrets secrets) implements WrappedRecipe {

    /** Steps that note a configuration before others change it. */
    static final Set<String> NOTES = Set.of(".configuration", ".before");

    private static final Logger LOG = LoggerFactory.getLogger(Confidential.class);
    private static final String LOST = "configuration-lost";

    @Override
    public List<Step> steps(JobOrder order) {
        boolean isSealed = SealedArguments.areIn(order);
        return recipe.steps(order).stream()
                .map(step -> isSealed ? opening(order, step) : step)
                .map(step -> NOTES.contains(step.name()) ? sealed(order, step) : step)
                .toList();
    }

    private Step opening(JobOrder order, Step listed) {
        Step.Work work = context -> {
            JobOrder whole;
            try {
                whole = SealedArguments.whole(order, secrets);
            } catch (LostSecret e) {
                LOG.warn("Job {} cannot go on: {}", order.subject(), e.getMessage());
                return new StepOutcome.Failed(lost(listed, "; order it once more"));
            }
            return step(whole, listed.name()).work().run(context);
        };
        return new Step(listed.name(), work, listed.undo(), listed.undoAtOnce());
    }

    private Step step(JobOrder whole, String name) {
        return recipe.steps(whole).stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Step sealed(JobOrder order, Step step) {
        Step.Work work = context -> {
            var outcome = step.work().run(context);
            return outcome instanceof StepOutcome.Done(var result)
                    ? StepOutcome.done(secrets.sealed(order, step.name(), result))
                    : outcome;
        };
        Step.Undo undo = result -> step.undo().undo(noted(order, step, result));
        return new Step(step.name(), work, undo, step.undoAtOnce());
    }

    private String noted(JobOrder order, Step step, String result) throws UndoFailed {
        try {
            return secrets.unsealed(order, step.name(), result);
        } catch (LostSecret _) {
            throw new UndoFailed(lost(step, "; put back by hand what the job may have changed"));
        }
    }

    private static Failure lost(Step step, String remedy) {
        return new Failure(
                LOST,
                Map.of(
                        "step",
                        step.name(),
                        "why",
                        "the configuration that step \"" + step.name()
                                + "\" needs is not in the journal any more, or was sealed with another secrets.key"
                                + remedy));
    }
}
