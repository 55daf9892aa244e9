package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.Started;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The queue as one site sees it: one job works on it at a time, and what the author will cost is signed before. */
final class SiteQueue {

    private final Jobs jobs;
    private final Authorship.Desk authorship;

    SiteQueue(Jobs jobs, Authorship.Desk authorship) {
        this.jobs = jobs;
        this.authorship = authorship;
    }

    static JobOrder order(Site site, String kind, Urgency urgency) {
        return JobOrder.of(kind, site.id().toString(), site.team().value()).withPriority(urgency.priority());
    }

    /** Work that keeps no other job of the site waiting and that nobody waits for. */
    static JobOrder behind(Site site, String kind) {
        return JobOrder.of(kind, SiteKey.behind(site), site.team().value()).withPriority(Urgency.BEHIND.priority());
    }

    /** What many sites cost was looked at before the first of them. */
    JobOrder signed(Site site, String kind, Urgency urgency) {
        var order = order(site, kind, urgency);
        return switch (urgency) {
            case ONE -> authorship.signAffordable(site, order);
            case MANY, BEHIND -> authorship.sign(site, order);
        };
    }

    /** What nobody waits for, and has not begun, gives way to a person's publication: that one brings the address too. */
    void makeWay(Site site) {
        current(site)
                .filter(job -> job.state() == JobState.QUEUED)
                .filter(job -> Readdressed.of(job.order()).isPresent())
                .ifPresent(job -> jobs.cancel(job.id()));
    }

    /** @param order made only where nothing works on the site */
    Ordered begin(Site site, Supplier<JobOrder> order) {
        var busy = current(site);
        if (busy.isPresent()) return new Ordered.Busy(busy.get().id());
        return switch (jobs.start(order.get())) {
            case Started.New(var job) -> new Ordered.Begun(job);
            case Started.AlreadyActive(var job) -> new Ordered.Busy(job);
        };
    }

    /** The job that works on the site now. */
    Optional<Job> current(Site site) {
        return of(site).stream().filter(job -> job.state().isActive()).findFirst();
    }

    /** Newest first. */
    List<Job> of(Site site) {
        return jobs.list(
                Jobs.Query.ofSubject(site.team().value(), site.id().value().toString()));
    }

    /** Whether no later job has worked on the site. */
    boolean isNewest(Site site, Job job) {
        return of(site).stream()
                .findFirst()
                .map(Job::id)
                .filter(job.id()::equals)
                .isPresent();
    }

    /** Goes on with a job that failed, unless another one works on its site or a later one has. */
    boolean retry(Site site, Job job) {
        return current(site).isEmpty() && isNewest(site, job) && jobs.retry(job.id());
    }
}
