package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchConfig;
import io.chantier.benches.hosting.ConfigChange;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Vault;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the configuration of sites on benches, and takes orders to change it. */
@Component
public class BenchConfigDesk {

    private static final Set<SiteState> CONFIGURABLE = Set.of(SiteState.LIVE, SiteState.SUSPENDED);

    private final Sites sites;
    private final SiteQueue queue;
    private final BenchConfig configuration;
    private final Vault vault;
    private final Audit audit;

    BenchConfigDesk(BenchCare.Desk desk, BenchConfig configuration, Vault vault, Audit audit) {
        this.sites = desk.sites();
        this.queue = new SiteQueue(desk.jobs(), desk.authorship());
        this.configuration = configuration;
        this.vault = vault;
        this.audit = audit;
    }

    /** Asks the agent; a problem where it does not answer. */
    public List<BenchConfig.Setting> of(Site site) {
        return configuration.of(only(site));
    }

    /** The audit log names the keys; what they are set to stands nowhere but in sealed orders. */
    @Transactional
    public Ordered change(Site asked, ConfigChange change, Caller caller) {
        var wrong = change.faults();
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        var site = only(sites.lock(asked.team(), asked.id()));
        if (!CONFIGURABLE.contains(site.state())) return new Ordered.NotNow(site.state());
        var ordered = queue.begin(
                site,
                () -> BenchConfigWish.of(change, site.id(), vault)
                        .in(SiteQueue.order(site, ConfigureBenchSite.KIND, Urgency.ONE)));
        if (ordered instanceof Ordered.Begun(var job)) {
            var details = Map.of(
                    "slug", site.slug().value(),
                    "set", named(change.set().keySet()),
                    "removed", named(change.remove()),
                    "job", job.toString());
            audit.write(caller, "site.configure-bench-site", site.id().toString(), details);
        }
        return ordered;
    }

    private static String named(Set<String> keys) {
        return keys.isEmpty() ? "–" : String.join(", ", keys);
    }

    private static Site only(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
