package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchNaming;
import io.chantier.ingress.RoutesChanged;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Orders that benches follow when the names of their sites change. */
@Component
class BenchNameNews {

    /** What cannot be had is asked for again by itself, but not all the time. */
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);

    private final Jobs jobs;
    private final Sites sites;
    private final BenchNaming naming;
    private final Clock clock;

    BenchNameNews(Jobs jobs, Sites sites, BenchNaming naming, Clock clock) {
        this.jobs = jobs;
        this.sites = sites;
        this.naming = naming;
        this.clock = clock;
    }

    /** In the transaction of whoever changes a name: a change that is kept is never forgotten. Several make one job. */
    @EventListener
    void changed(RoutesChanged change) {
        naming.teamOf(change.site())
                .flatMap(team -> sites.find(team, new SiteId(change.site())))
                .filter(naming::isOwed)
                .ifPresent(this::follow);
    }

    /** The same for what changed in the moment in which a job ended, with the installation's domain, or for what failed. */
    void orderForgotten() {
        for (var line : naming.named()) {
            sites.find(line.team(), line.site())
                    .filter(naming::isOwed)
                    .filter(site -> !failedJustNow(site))
                    .ifPresent(this::follow);
        }
    }

    private boolean failedJustNow(Site site) {
        return jobs
                .list(new Jobs.Query(
                        site.team().value(), FollowBenchDomains.KIND, SiteKey.behind(site), false, null, 1))
                .stream()
                .filter(job -> job.state() == JobState.FAILED)
                .map(job -> job.times().finishedAt())
                .anyMatch(end -> end != null && end.isAfter(clock.instant().minus(AFTER_A_FAILURE)));
    }

    /** What is to be done for a site that is neither online nor suspended is found when it is so again; an archived one is gone. */
    private void follow(Site site) {
        if (FollowBenchDomains.FOLLOWED.contains(site.state())) {
            jobs.start(SiteQueue.behind(site, FollowBenchDomains.KIND));
        } else if (site.state() == SiteState.ARCHIVED) {
            naming.letGo(site);
        }
    }
}
