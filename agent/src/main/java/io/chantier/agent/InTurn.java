package io.chantier.agent;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.Turns;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
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
        return Stream.concat(Stream.of(turns.step(order)), recipe.steps(order).stream())
                .toList();
    }
}
