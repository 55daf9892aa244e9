package io.chantier.deployment;

import io.chantier.deployment.Retention.Past;
import io.chantier.deployment.Retention.Stay;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;

/** Says how long each release of a site stays, and lets those go, every night, that need not. */
public class KeptReleases {

    /** The step whose result is a release that nothing shows yet. */
    private static final String RENDERED_BY = "render";

    private static final Logger log = LoggerFactory.getLogger(KeptReleases.class);

    private final Shelf shelf;
    private final Retention retention;
    private final Sites sites;
    private final Jobs jobs;
    private final Clock clock;
    private final TransactionOperations transaction;

    /** Where releases are named. */
    public record Shelf(Releases releases, ReleasePointers pointers, PublishedSites published, Elsewhere elsewhere) {}

    public KeptReleases(
            Shelf shelf, Retention retention, Sites sites, Jobs jobs, Clock clock, TransactionOperations transaction) {
        this.shelf = shelf;
        this.retention = retention;
        this.sites = sites;
        this.jobs = jobs;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Why each release that is kept of the site stays, and until when; one that may go stays until the next night. */
    public Map<Digest, Stay> of(Site site) {
        var now = clock.instant();
        var past = past(site, inHands(site));
        var staying = retention.staying(past, now);
        past.kept().forEach(one -> staying.putIfAbsent(one.release(), new Stay(Retention.Reason.RECENT, now)));
        return staying;
    }

    /** Before the sweep of blobs, which frees what is let go here. Replicas that do it at once do each other no harm. */
    @Scheduled(cron = "0 10 3 * * *")
    public void sweep() {
        var now = clock.instant();
        var inHands = digests(jobs.resultsOf(RENDERED_BY).stream());
        var crowded = shelf.releases().withOlderThan(now.minus(Retention.FRESH));
        int gone = crowded.stream()
                .mapToInt(one -> sweepOrLeave(one, inHands, now))
                .sum();
        if (gone > 0) log.info("Let {} releases go that are kept no longer", gone);
    }

    /** One site that cannot be swept keeps its releases for another night, and no other site waits for it. */
    private int sweepOrLeave(Releases.OfSite one, Set<Digest> inHands, Instant now) {
        try {
            return sweep(one, inHands, now);
        } catch (RuntimeException e) {
            log.warn("Could not let releases of site {} go", one.site(), e);
            return 0;
        }
    }

    /** Under the site's lock, so that nobody goes back to a release at the moment in which it goes. */
    private int sweep(Releases.OfSite one, Set<Digest> inHands, Instant now) {
        var id = new SiteId(one.site());
        var gone = transaction.execute(_ -> {
            if (sites.find(one.team(), id).isEmpty()) return 0;
            var past = past(sites.lock(one.team(), id), inHands);
            var staying = retention.staying(past, now).keySet();
            return (int) past.kept().stream()
                    .map(Releases.Kept::release)
                    .filter(release -> !staying.contains(release))
                    .filter(release ->
                            shelf.releases().forget(one.team(), one.site(), release, now.minus(Retention.FRESH)))
                    .count();
        });
        return gone == null ? 0 : gone;
    }

    private Past past(Site site, Set<Digest> inHands) {
        var id = site.id().value();
        var needed = new HashSet<>(inHands);
        shelf.published().previews(id).forEach(preview -> needed.add(preview.release()));
        needed.addAll(shelf.elsewhere().shown(site));
        return new Past(
                shelf.releases().kept(site.team(), id),
                shelf.pointers().history(site.team(), id),
                shelf.pointers().current(site.team(), id).map(ReleasePointers.Pointer::release),
                needed);
    }

    /** A job that works, waits or may be tried again goes on with what it rendered; of failed ones only the newest may. */
    private Set<Digest> inHands(Site site) {
        var query = Jobs.Query.ofSubject(site.team().value(), site.id().toString());
        var failed = new HashSet<String>();
        return digests(jobs.list(query).stream()
                .filter(job -> job.state() != JobState.SUCCEEDED && job.state() != JobState.CANCELLED)
                .filter(job ->
                        job.state() != JobState.FAILED || failed.add(job.order().kind()))
                .flatMap(job -> job.steps().stream())
                .filter(step -> step.name().equals(RENDERED_BY))
                .flatMap(step -> Stream.ofNullable(step.result())));
    }

    private static Set<Digest> digests(Stream<String> results) {
        return results.filter(Digest::isDigest).map(Digest::new).collect(Collectors.toSet());
    }
}
