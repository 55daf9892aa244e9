package io.chantier.lifecycle;

import io.chantier.checks.Findings;
import io.chantier.checks.Run;
import io.chantier.checks.Run.Speed;
import io.chantier.checks.Runs;
import io.chantier.checks.Verdict;
import io.chantier.checks.Waivers;
import io.chantier.deployment.Deployments;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.storage.ReleasePointers.Publication;
import io.chantier.values.Digest;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What went online after the quick checks is examined wholly behind; where that finds a fault, the way back is offered. */
@Component
public class Afterchecks {

    private static final String AGAIN = "{\"again\":true}";
    static final Set<String> PUBLISHING = Set.of(DeploySite.KIND, CreateSite.KIND);

    private final Jobs jobs;
    private final Sites sites;
    private final Deployments deployments;
    private final Known known;

    Afterchecks(Jobs jobs, Sites sites, Deployments deployments, Known known) {
        this.jobs = jobs;
        this.sites = sites;
        this.deployments = deployments;
        this.known = known;
    }

    /** What the gate keeps. */
    @Component
    record Known(Runs runs, Findings findings, Waivers waivers) {}

    /**
     * What is online and should not be.
     *
     * @param faults how many findings would have held it back
     * @param before what was online before it; empty where nothing was
     */
    public record Trouble(int faults, Optional<Digest> before) {}

    /** Orders it where only the quick checks saw what is online; a job that is under way already does it too. */
    void order(Site site) {
        boolean isOwed = owed(site).isPresent();
        if (isOwed) jobs.start(SiteQueue.behind(site, CheckSite.KIND));
    }

    /** Whatever was examined before: what is online is examined as it is now. */
    void orderAgain(Site site) {
        jobs.start(SiteQueue.behind(site, CheckSite.KIND).withInput(AGAIN));
    }

    /** The revision that such an order is about. */
    Optional<String> again(Site site, String input) {
        if (!AGAIN.equals(input)) return Optional.empty();
        return publishedRevision(site);
    }

    /** The revision that was put online last. */
    Optional<String> publishedRevision(Site site) {
        return published(site).map(Published::revision);
    }

    /** The same for every site that a killed process forgot. */
    void orderForgotten() {
        for (var one : known.runs().owed())
            sites.find(one.team(), one.site())
                    .filter(site -> site.state() == SiteState.LIVE)
                    .ifPresent(this::order);
    }

    /** The revision of which only the quick checks saw what is online. */
    Optional<String> owed(Site site) {
        return known.runs()
                .newest(site)
                .filter(run -> run.speed() == Speed.QUICK)
                .map(Run::revision);
    }

    /** Where everything was examined behind and something would have held back what is still online. */
    public Optional<Trouble> trouble(Site site) {
        if (site.state() != SiteState.LIVE) return Optional.empty();
        var published = published(site);
        if (published.isEmpty()) return Optional.empty();
        var last = published.get();
        boolean isOnline =
                deployments.served(site).filter(last.release()::equals).isPresent();
        if (!isOnline) return Optional.empty();
        var found = known.findings().list(site, last.revision());
        var faults = new Verdict(found, known.waivers().of(site).keySet()).blocking();
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trouble(faults.size(), before(site, last.release())));
    }

    private record Published(String revision, Digest release) {}

    private Optional<Published> published(Site site) {
        return jobs.list(Jobs.Query.ofSubject(site.team().value(), site.id().toString())).stream()
                .filter(job -> PUBLISHING.contains(job.order().kind()) && job.state() == JobState.SUCCEEDED)
                .findFirst()
                .flatMap(job -> result(job, "gate")
                        .flatMap(revision ->
                                result(job, "render").map(release -> new Published(revision, new Digest(release)))));
    }

    private static Optional<String> result(Job job, String step) {
        return job.steps().stream()
                .filter(one -> one.name().equals(step))
                .findFirst()
                .flatMap(one -> Optional.ofNullable(one.result()));
    }

    /** The newest release that is another and was seen from outside. */
    private Optional<Digest> before(Site site, Digest now) {
        return deployments.history(site).stream()
                .filter(one -> one.confirmedAt() != null)
                .map(Publication::release)
                .filter(release -> !release.equals(now))
                .findFirst();
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jobs.forget(site.team().value(), SiteKey.behind(site));
    }
}
