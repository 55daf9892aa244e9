package io.chantier.agent;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.function.Function;

/** A job whose steps others know. */
record SiteRecipe(String kind, String name, String function, Function<JobOrder, List<Step>> list)
        implements AgentRecipe {

    @Override
    public List<Step> steps(JobOrder order) {
        return list.apply(order);
    }
}
