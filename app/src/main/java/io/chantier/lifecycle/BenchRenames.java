package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchRenaming;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders to give sites another name on their benches. What the public calls them is a domain, and not changed by it. */
@Component
public class BenchRenames {

    private final Sites sites;
    private final SiteQueue queue;
    private final BenchRenaming renaming;
    private final Audit audit;

    BenchRenames(BenchCare.Desk desk, BenchRenaming renaming, Audit audit) {
        this.sites = desk.sites();
        this.queue = new SiteQueue(desk.jobs(), desk.authorship());
        this.renaming = renaming;
        this.audit = audit;
    }

    public BenchRenaming.Choice choice(Site site) {
        return renaming.choice(only(site));
    }

    /** Whether a new name would make sense. */
    public boolean isDue(Site site) {
        return site.kind() == SiteKind.BENCH
                && site.state() == SiteState.LIVE
                && queue.current(site).isEmpty()
                && renaming.isDue(site);
    }

    /** @param host empty for the name that it would have today */
    @Transactional
    public Ordered rename(Site asked, String host, Caller caller) {
        var site = only(sites.lock(asked.team(), asked.id()));
        if (site.state() != SiteState.LIVE) return new Ordered.NotNow(site.state());
        var from = renaming.choice(site).host();
        var to = renaming.wanted(site, host);
        var wish = BenchRenameWish.of(from, to);
        var ordered = queue.begin(site, () -> wish.in(SiteQueue.order(site, RenameBenchSite.KIND, Urgency.ONE)));
        if (ordered instanceof Ordered.Begun(var job)) {
            var details = Map.of("slug", site.slug().value(), "from", from, "to", to, "job", job.toString());
            audit.write(caller, "site.rename-bench-site", site.id().toString(), details);
        }
        return ordered;
    }

    private static Site only(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
