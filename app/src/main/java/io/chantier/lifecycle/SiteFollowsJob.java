package io.chantier.lifecycle;

import io.chantier.jobs.Failure;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells a site when its job failed outside of a step's own words: tries used up, a signal that never came, a bug of the
 * engine. Every replica listens; telling twice changes nothing.
 */
@Component
class SiteFollowsJob implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SiteFollowsJob.class);

    private final Jobs jobs;
    private final Sites sites;
    private Jobs.@Nullable Subscription subscription;

    SiteFollowsJob(Jobs jobs, Sites sites) {
        this.jobs = jobs;
        this.sites = sites;
    }

    @Override
    public void start() {
        subscription = jobs.subscribe(this::heard);
    }

    @Override
    public void stop() {
        if (subscription != null) subscription.close();
        subscription = null;
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }

    private void heard(JobId id) {
        try {
            jobs.find(id).filter(job -> job.state() == JobState.FAILED).ifPresent(this::tell);
        } catch (RuntimeException e) {
            log.warn("Could not tell a site of the end of job {}", id, e);
        }
    }

    private void tell(Job job) {
        if (SiteKey.isBehind(job.order().subject())) return;
        var key = SiteKey.of(job.order());
        var why = job.failure();
        if (why == null || sites.find(key.team(), key.site()).isEmpty()) return;
        sites.change(key.team(), key.site(), site -> isAtWork(site) ? site.failed(problem(why)) : site);
    }

    private static boolean isAtWork(Site site) {
        return site.state() == SiteState.GENERATING || site.state() == SiteState.DEPLOYING;
    }

    private static SiteProblem problem(Failure why) {
        return new SiteProblem(why.code(), why.arguments());
    }
}
