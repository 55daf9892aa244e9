package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchKeeping;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells a site on a bench whose job failed outside of a step's own words. Where the way back was given up, nobody knows
 * whether the site is whole: it is lost until somebody looks, whatever was told of it before. Telling twice changes nothing.
 */
@Component
class BenchEnds implements JobEnd {

    private static final String GIVEN_UP = "undo-failed";

    /** What a site is not whole in the middle of. */
    private static final Set<String> RISKY = Set.of(UpdateBenchSite.KIND, RestoreBenchSite.KIND, ArchiveBenchSite.KIND);

    /** What has a last step that waits for the site to answer, which tells nobody when it gives up. */
    private static final Set<String> WAITING = Set.of(UpdateBenchSite.KIND, RestoreBenchSite.KIND);

    private final Sites sites;
    private final BenchKeeping keeping;

    BenchEnds(Sites sites, BenchKeeping keeping) {
        this.sites = sites;
        this.keeping = keeping;
    }

    @Override
    public void over(Site of, Job job) {
        var why = job.failure();
        var kind = job.order().kind();
        if (!RISKY.contains(kind) || job.state() != JobState.FAILED || why == null) return;
        if (!of.state().wasPublished()) return;
        var problem = new SiteProblem(why.code(), why.arguments());
        boolean givenUp = why.code().equals(GIVEN_UP);
        boolean untold = WAITING.contains(kind) && of.state() == SiteState.LIVE;
        var told = sites.change(of.team(), of.id(), site -> {
            if (givenUp && site.state().wasPublished()) return site.lost(problem);
            return untold && site.state() == SiteState.LIVE && site.status().problem() == null
                    ? site.failed(problem)
                    : site;
        });
        if (givenUp && !kind.equals(UpdateBenchSite.KIND)) keeping.showAsItIs(told);
    }
}
