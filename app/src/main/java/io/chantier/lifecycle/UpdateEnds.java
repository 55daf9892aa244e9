package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import org.springframework.stereotype.Component;

/**
 * Tells a site whose update failed outside of a step's own words. Where even the way back was given up, nobody knows
 * whether it answers: it is lost until somebody looks. Telling twice changes nothing.
 */
@Component
class UpdateEnds implements JobEnd {

    private static final String GIVEN_UP = "undo-failed";

    private final Sites sites;

    UpdateEnds(Sites sites) {
        this.sites = sites;
    }

    @Override
    public void over(Site of, Job job) {
        var why = job.failure();
        boolean isOurs = job.order().kind().equals(UpdateBenchSite.KIND) && job.state() == JobState.FAILED;
        if (!isOurs || why == null || of.state() != SiteState.LIVE) return;
        var problem = new SiteProblem(why.code(), why.arguments());
        sites.change(of.team(), of.id(), site -> {
            if (site.state() != SiteState.LIVE || site.status().problem() != null) return site;
            return why.code().equals(GIVEN_UP) ? site.lost(problem) : site.failed(problem);
        });
    }
}
