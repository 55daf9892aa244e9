package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.Sites;
import org.springframework.stereotype.Component;

/**
 * Tells a site when its job failed outside of a step's own words: tries used up, a signal that never came, a bug of the
 * engine. Telling twice changes nothing.
 */
@Component
class SiteFollowsJob implements JobEnd {

    private final Sites sites;

    SiteFollowsJob(Sites sites) {
        this.sites = sites;
    }

    @Override
    public void over(Site of, Job job) {
        var why = job.failure();
        if (job.state() != JobState.FAILED || why == null) return;
        var problem = new SiteProblem(why.code(), why.arguments());
        sites.change(of.team(), of.id(), site -> isAtWork(site) ? site.failed(problem) : site);
    }

    private static boolean isAtWork(Site site) {
        return switch (site.state()) {
            case GENERATING, DEPLOYING, INSTALLING -> true;
            case DRAFT, GENERATED, LIVE, SUSPENDED, ARCHIVED, BROKEN -> false;
        };
    }
}
