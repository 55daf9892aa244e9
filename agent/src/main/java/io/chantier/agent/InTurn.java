package io.chantier.agent;

import io.chantier.agent.benches.SiteTurns;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.stream.Stream;

/** A job that begins when it is its turn at the sites that it works on. */
record InTurn(AgentRecipe recipe, SiteTurns turns) implements WrappedRecipe {

    @Override
    public List<Step> steps(JobOrder order) {
        return Stream.concat(Stream.of(turns.step(order)), recipe.steps(order).stream())
                .toList();
    }
}
