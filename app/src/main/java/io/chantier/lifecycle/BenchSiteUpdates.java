package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchTargets;
import io.chantier.benches.hosting.BenchTargets.Answer;
import io.chantier.benches.hosting.BenchTargets.Place;
import io.chantier.benches.hosting.BenchTargets.Target;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Job;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes orders to bring sites to other benches of their servers, and tells where they could go. */
@Component
public class BenchSiteUpdates {

    private static final int SHOWN = 10;

    private final Sites sites;
    private final Jobs jobs;
    private final SiteQueue queue;
    private final BenchTargets targets;
    private final Audit audit;
    private final TransactionOperations transactions;

    BenchSiteUpdates(BenchCare.Desk desk, BenchTargets targets, Audit audit, TransactionOperations transactions) {
        this.sites = desk.sites();
        this.jobs = desk.jobs();
        this.queue = new SiteQueue(desk.jobs(), desk.authorship());
        this.targets = targets;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** The bench on which the site lives. */
    public Place home(Site site) {
        return targets.home(only(site));
    }

    /** The best one first. Asks the agent; a problem where it does not answer. */
    public List<Target> targets(Site site) {
        return targets.of(only(site));
    }

    /** The last updates of the site, newest first. */
    public List<Job> last(Site site) {
        return jobs.list(new Jobs.Query(
                site.team().value(), UpdateBenchSite.KIND, site.id().toString(), false, null, SHOWN));
    }

    /** Where a site can go; a problem where it cannot. Asks the agent. */
    public Target target(Site site, UUID bench) {
        if (!targets.isBeside(only(site), bench)) {
            throw new ProblemException(Problem.ofField("bench", "unknown-value", Map.of()));
        }
        return switch (targets.check(site, bench)) {
            case Answer.Possible(var target) -> target;
            case Answer.Refused(var why) -> throw new ProblemException(Problem.of(why.code(), 409, why.arguments()));
        };
    }

    public Ordered update(Site asked, UUID bench, Caller caller) {
        var site = only(asked);
        var busy = queue.current(site);
        if (busy.isPresent()) return new Ordered.Busy(busy.get().id());
        if (site.state() != SiteState.LIVE) return new Ordered.NotNow(site.state());
        var target = target(site, bench);
        return transactions.execute(_ -> begin(asked, target.place().bench(), caller, Urgency.ONE));
    }

    /** Empty where its release group has no newer bench on its server. What the agent says is looked at by the job. */
    @Transactional
    public Optional<Ordered> updateToNewest(Site site, Caller caller, Urgency urgency) {
        return targets.newest(only(site)).map(bench -> begin(site, bench, caller, urgency));
    }

    private Ordered begin(Site asked, UUID to, Caller caller, Urgency urgency) {
        var site = sites.lock(asked.team(), asked.id());
        if (site.state() != SiteState.LIVE) return new Ordered.NotNow(site.state());
        var home = targets.home(site);
        var move = BenchMove.between(home.bench(), to);
        var ordered = queue.begin(site, () -> move.in(SiteQueue.order(site, UpdateBenchSite.KIND, urgency)));
        if (ordered instanceof Ordered.Begun(var job)) {
            var details = Map.of(
                    "slug", site.slug().value(),
                    "from", home.name(),
                    "to", targets.nameOf(to),
                    "job", job.toString());
            audit.write(caller, "site.update-on-bench", site.id().toString(), details);
        }
        return ordered;
    }

    private static Site only(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
