package io.chantier.agent;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.function.Function;

/**
 * A job whose steps others know.
 *
 * @param tellsItsLastResult whether the job answers what its last step did
 */
record SiteRecipe(
        String kind, String name, String function, Function<JobOrder, List<Step>> list, boolean tellsItsLastResult)
        implements AgentRecipe {

    SiteRecipe(String kind, String name, String function, Function<JobOrder, List<Step>> list) {
        this(kind, name, function, list, false);
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return list.apply(order);
    }
}
