package io.chantier.approval;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What becomes of what clients agreed to. Where something keeps it from being published, the agency gets a task: every
 * replica listens, and telling twice changes nothing.
 */
@Component
public class FollowsPublication implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FollowsPublication.class);

    private final Jobs jobs;
    private final SiteJobs work;
    private final Sites sites;
    private final HeldBack held;
    private Jobs.@Nullable Subscription subscription;

    FollowsPublication(Jobs jobs, SiteJobs work, Sites sites, HeldBack held) {
        this.jobs = jobs;
        this.work = work;
        this.sites = sites;
        this.held = held;
    }

    /** How far the publishing of what was agreed to is. */
    public Approval.Course courseOf(Site site, Approval approval) {
        return Optional.ofNullable(approval.job())
                .flatMap(job -> work.find(site.team(), new JobId(job)))
                .map(Job::state)
                .map(state -> course(state, site, approval))
                .orElse(Approval.Course.ONLINE);
    }

    private Approval.Course course(JobState state, Site site, Approval approval) {
        return switch (state) {
            case SUCCEEDED -> Approval.Course.ONLINE;
            case FAILED, CANCELLED ->
                wasPublishedSince(site, approval.revision()) ? Approval.Course.ONLINE : Approval.Course.HELD;
            case QUEUED, RUNNING, WAITING, CANCELLING -> Approval.Course.UNDER_WAY;
        };
    }

    /** Somebody of the agency settled what held it back, and published the same. */
    private boolean wasPublishedSince(Site site, String revision) {
        return work.of(site).stream()
                .filter(job -> job.state() == JobState.SUCCEEDED)
                .flatMap(job -> job.steps().stream())
                .anyMatch(step -> step.name().equals("gate") && revision.equals(step.result()));
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
            log.warn("Could not tell of the end of job {}", id, e);
        }
    }

    private void tell(Job job) {
        siteOf(job).ifPresent(site -> held.tell(site, job.id().value()));
    }

    private Optional<Site> siteOf(Job job) {
        try {
            return sites.find(
                    new TeamId(job.order().team()),
                    new SiteId(UUID.fromString(job.order().subject())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
