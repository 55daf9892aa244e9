package io.chantier.agent;

import io.chantier.agent.benches.SiteTurns;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.stream.Stream;

/** A job that begins when it is its turn at the sites that it works on. */
record InTurn(AgentRecipe recipe, SiteTurns turns) implements AgentRecipe {

    @Override
    public String kind() {
        return recipe.kind();
    }

    @Override
    public String name() {
        return recipe.name();
    }

    @Override
    public String function() {
        return recipe.function();
    }

    @Override
    public boolean tellsItsLastResult() {
        return recipe.tellsItsLastResult();
    }

    @Override
    public int limit() {
        return recipe.limit();
    }

    @Override
    public int tries() {
        return recipe.tries();
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return Stream.concat(Stream.of(turns.step(order)), recipe.steps(order).stream())
                .toList();
    }
}
