package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchKeeping;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders to close, open and take away sites on benches, and to go in as their administrator. */
@Component
public class BenchLife {

    /** As much as is read in an audit log. */
    private static final int LONGEST_REASON = 500;

    private final Sites sites;
    private final SiteQueue queue;
    private final BenchKeeping keeping;
    private final SiteAddresses addresses;
    private final Audit audit;

    BenchLife(
            Sites sites,
            Jobs jobs,
            Authorship.Desk authorship,
            BenchKeeping keeping,
            SiteAddresses addresses,
            Audit audit) {
        this.sites = sites;
        this.queue = new SiteQueue(jobs, authorship);
        this.keeping = keeping;
        this.addresses = addresses;
        this.audit = audit;
    }

    @Transactional
    public Ordered suspend(Site asked, Caller caller, Urgency urgency) {
        var site = locked(asked);
        if (site.state() != SiteState.LIVE) return new Ordered.NotNow(site.state());
        return begin(site, SuspendBenchSite.KIND, "site.suspend", caller, urgency);
    }

    @Transactional
    public Ordered resume(Site asked, Caller caller, Urgency urgency) {
        var site = locked(asked);
        if (site.state() != SiteState.SUSPENDED) return new Ordered.NotNow(site.state());
        return begin(site, ResumeBenchSite.KIND, "site.resume", caller, urgency);
    }

    /** Takes the site off its bench, after a last backup where it ever was online. */
    @Transactional
    public Ordered archive(Site asked, Caller caller) {
        var site = locked(asked);
        if (!site.state().canBecome(SiteState.ARCHIVED)) return new Ordered.NotNow(site.state());
        return begin(site, ArchiveBenchSite.KIND, "site.archive-on-bench", caller, Urgency.ONE);
    }

    /**
     * The same without a last backup; a problem where one can still be made.
     *
     * @param name of the site, typed again
     */
    @Transactional
    public Ordered archiveWithoutBackup(Site asked, String name, Caller caller) {
        var site = locked(asked);
        if (!name.strip().equals(site.name().strip())) {
            throw new ProblemException(Problem.ofField("name", "not-the-name", Map.of("name", site.name())));
        }
        if (!site.state().canBecome(SiteState.ARCHIVED)) return new Ordered.NotNow(site.state());
        if (!isBeyondBackup(site)) throw new ProblemException(Problem.of("last-backup-first", 409));
        var order = SiteQueue.order(site, ArchiveBenchSite.KIND, Urgency.ONE);
        return begin(site, BenchErrand.withoutBackup().in(order), "site.archive-without-backup", caller);
    }

    /** Whether nobody can be asked for a last backup of the site: it is broken, or its last backup just failed. */
    public boolean isBeyondBackup(Site site) {
        return site.state() == SiteState.BROKEN
                || queue.of(site).stream()
                        .findFirst()
                        .filter(ArchiveBenchSite::hasFailedBefore)
                        .isPresent();
    }

    private Ordered begin(Site site, String kind, String action, Caller caller, Urgency urgency) {
        return begin(site, BenchErrand.anew().in(SiteQueue.order(site, kind, urgency)), action, caller);
    }

    private Ordered begin(Site site, JobOrder order, String action, Caller caller) {
        var ordered = queue.begin(site, () -> order);
        if (ordered instanceof Ordered.Begun(var job)) {
            var details = Map.of("slug", site.slug().value(), "job", job.toString());
            audit.write(caller, action, site.id().toString(), details);
        }
        return ordered;
    }

    /** Whether the site was on its bench before us, so that it can be let go. */
    public boolean isAdopted(Site site) {
        return keeping.isAdopted(site);
    }

    /** Takes an adopted site off our list; on its bench it lives on. A problem where it is none, or where a job works on it. */
    @Transactional
    public void letGo(Site asked, Caller caller) {
        var site = locked(asked);
        var busy = queue.current(site);
        if (busy.isPresent()) {
            throw new ProblemException(
                    Problem.of("site-busy", 409, Map.of("job", busy.get().id().toString())));
        }
        keeping.letGo(site, caller);
    }

    /**
     * The address that lets whoever has it in as the site's administrator; a problem where there is none to be had. Nobody
     * gets it whose reason is not in the audit log.
     */
    public URI administrator(Site site, String reason, Caller caller) {
        only(site);
        var why = reason.strip();
        if (why.isEmpty()) throw new ProblemException(Problem.ofField("reason", "required", Map.of()));
        if (why.length() > LONGEST_REASON || !why.matches("\\P{Cntrl}*")) {
            throw new ProblemException(Problem.ofField("reason", "malformed", Map.of()));
        }
        if (site.state() != SiteState.LIVE) {
            throw new ProblemException(
                    Problem.of("site-state", 409, Map.of("state", site.state().name())));
        }
        var session = keeping.administratorOf(site).reveal();
        audit.write(
                caller,
                "site.log-in-as-administrator",
                site.id().toString(),
                Map.of("slug", site.slug().value(), "reason", why));
        return addresses.of(site).resolve("/app?sid=" + URLEncoder.encode(session, StandardCharsets.UTF_8));
    }

    /** Orders for one site take turns. */
    private Site locked(Site asked) {
        return only(sites.lock(asked.team(), asked.id()));
    }

    private static Site only(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
