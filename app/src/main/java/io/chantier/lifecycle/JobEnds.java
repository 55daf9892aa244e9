package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Tells everybody who wants to know that a job is over; who cannot bear it keeps it from nobody else. */
@Component
class JobEnds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobEnds.class);

    private final Jobs jobs;
    private final Sites sites;
    private final ObjectProvider<JobEnd> listeners;
    private Jobs.@Nullable Subscription subscription;

    JobEnds(Jobs jobs, Sites sites, ObjectProvider<JobEnd> listeners) {
        this.jobs = jobs;
        this.sites = sites;
        this.listeners = listeners;
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
            jobs.find(id)
                    .filter(job -> !job.state().isActive())
                    .ifPresent(job -> siteOf(job).ifPresent(site -> tell(site, job)));
        } catch (RuntimeException e) {
            log.warn("Could not tell of the end of job {}", id, e);
        }
    }

    private void tell(Site site, Job job) {
        for (var listener : listeners) {
            try {
                listener.over(site, job);
            } catch (RuntimeException e) {
                log.warn("Could not tell {} of the end of job {}", listener.getClass(), job.id(), e);
            }
        }
    }

    /** Empty for a job that only looks at a site, or is about none. */
    private Optional<Site> siteOf(Job job) {
        if (SiteKey.isBehind(job.order().subject())) return Optional.empty();
        try {
            var key = SiteKey.of(job.order());
            return sites.find(key.team(), key.site());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
