package io.chantier.agent;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;

/** A job that answers what its last step did. */
record ToldRecipe(AgentRecipe recipe) implements WrappedRecipe {

    @Override
    public boolean tellsItsLastResult() {
        return true;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return recipe.steps(order);
    }
}
