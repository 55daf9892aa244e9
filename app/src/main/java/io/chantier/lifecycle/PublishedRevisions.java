package io.chantier.lifecycle;

import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.Jobs;
import io.chantier.sites.MarkedRevisions;
import io.chantier.sites.Site;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The revisions that passed the gate on their way to the public. */
@Component
class PublishedRevisions implements MarkedRevisions {

    private static final int MOST = 200;

    private final Jobs jobs;

    PublishedRevisions(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Set<String> of(Site site) {
        var query = new Jobs.Query(site.team().value(), null, site.id().value().toString(), false, null, MOST);
        return jobs.list(query).stream()
                .flatMap(job -> job.steps().stream())
                .filter(step -> step.name().equals("gate") && step.state() == JobStep.State.DONE)
                .map(JobStep::result)
                .flatMap(result -> Optional.ofNullable(result).stream())
                .collect(Collectors.toSet());
    }
}
