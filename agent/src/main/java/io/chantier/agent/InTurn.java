package io.chantier.agent;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.SiteMaking;
import io.chantier.agent.benches.Turns;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.UndoLater;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A job that begins when it is its turn at the sites and benches that it works on.
 *
 * @param claims what an order works on, as far as the order itself tells
 */
record InTurn(AgentRecipe recipe, Turns turns, Function<JobOrder, Claim> claims) implements WrappedRecipe {

    @Override
    public List<Step> steps(JobOrder order) {
        return Stream.concat(
                        Stream.of(turns.step(order)),
                        recipe.steps(order).stream()
                                .map(step -> step.name().equals(SiteMaking.CLAIM) ? leavingBenches(order, step) : step))
                .toList();
    }

    /**
     * While its undo waits, for whatever it is, others go on with the bench: its further tries touch nothing there but the
     * folder and the route of a site whose name it keeps. Where that cannot be noted now, they do from the next try on.
     */
    private Step leavingBenches(JobOrder order, Step step) {
        Step.Undo undo = result -> {
            try {
                step.undo().undo(result);
            } catch (UndoLater e) {
                try {
                    turns.letBenchesGo(order);
                } catch (IllegalStateException unwritten) {
                    e.addSuppressed(unwritten);
                }
                throw e;
            }
        };
        return new Step(step.name(), step.work(), undo, step.undoAtOnce());
    }
}
