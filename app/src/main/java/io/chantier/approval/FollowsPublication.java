package io.chantier.approval;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.lifecycle.JobEnd;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What becomes of what clients agreed to. Where something keeps it from being published, the agency gets a task; telling
 * twice changes nothing.
 */
@Component
public class FollowsPublication implements JobEnd {

    private final SiteJobs work;
    private final HeldBack held;

    FollowsPublication(SiteJobs work, HeldBack held) {
        this.work = work;
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
    public void over(Site site, Job job) {
        if (job.state() == JobState.FAILED) held.tell(site, job.id().value());
    }
}
