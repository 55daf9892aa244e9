package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchBackups;
import io.chantier.benches.hosting.BenchData;
import io.chantier.benches.hosting.BenchData.InstalledApp;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes orders about the apps and the data of sites on benches, and tells what is there. */
@Component
public class BenchCare {

    private final Sites sites;
    private final SiteQueue queue;
    private final BenchData data;
    private final BenchBackups backups;
    private final Audit audit;
    private final TransactionOperations transactions;

    BenchCare(Desk desk, BenchData data, BenchBackups backups, Audit audit, TransactionOperations transactions) {
        this.sites = desk.sites();
        this.queue = new SiteQueue(desk.jobs(), desk.authorship());
        this.data = data;
        this.backups = backups;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Where the orders of a site wait. */
    @Component("benchCareDesk")
    record Desk(Sites sites, Jobs jobs, Authorship.Desk authorship) {}

    /**
     * The apps of a site.
     *
     * @param installed as the agent lists them now
     * @param offered what the bench has besides
     */
    public record Apps(List<InstalledApp> installed, SortedSet<String> offered) {

        /** What every site needs stays. */
        public boolean mayGo(String app) {
            return has(app) && !app.equals(BenchHosting.FRAMEWORK);
        }

        boolean has(String app) {
            return installed.stream().anyMatch(one -> one.name().equals(app));
        }
    }

    /** Asks the agent; a problem where it does not answer. */
    public Apps apps(Site site) {
        var installed = data.installed(only(site));
        var offered = new TreeSet<>(data.onBench(site));
        offered.removeAll(installed.stream().map(InstalledApp::name).collect(Collectors.toSet()));
        return new Apps(installed, offered);
    }

    /** The apps that can be put on some site of the team. */
    public SortedSet<String> installable(TeamId team) {
        return data.installable(team);
    }

    /** Newest first. */
    public Page<BenchBackups.Backup> backups(Site site, @Nullable String after, int limit) {
        return backups.of(only(site), after, limit);
    }

    public Ordered install(Site site, String app, Caller caller) {
        var apps = apps(site);
        if (apps.has(app)) throw new ProblemException(Problem.of("app-installed", 409, Map.of("app", app)));
        if (!apps.offered().contains(app)) {
            throw new ProblemException(Problem.ofField("name", "unknown-value", Map.of()));
        }
        return begin(site, BenchTasks.INSTALL_APP, app, caller);
    }

    /**
     * The same without asking the agent, for one of many sites; a site that turns out to have the app is left as it is. Empty where its
     * bench does not have the app.
     */
    @Transactional
    public Optional<Ordered> installOnOneOfMany(Site site, String app, Caller caller) {
        if (!allowed(BenchTasks.INSTALL_APP).contains(site.state())) {
            return Optional.of(new Ordered.NotNow(site.state()));
        }
        if (!data.onBench(only(site)).contains(app)) return Optional.empty();
        return Optional.of(begin(site, BenchTasks.INSTALL_APP, BenchTask.about(app), caller, Urgency.MANY));
    }

    /** With its data; a backup is made before. */
    public Ordered uninstall(Site site, String app, Caller caller) {
        demandRemovable(site, app);
        return begin(site, BenchTasks.UNINSTALL_APP, app, caller);
    }

    /** A problem where the site does not have the app, or cannot be without it. */
    public void demandRemovable(Site site, String app) {
        var apps = apps(site);
        if (!apps.has(app)) throw new ProblemException(Problem.of("app-not-installed", 404, Map.of("app", app)));
        if (!apps.mayGo(app)) throw new ProblemException(Problem.of("app-stays", 409, Map.of("app", app)));
    }

    private Ordered begin(Site site, String kind, String app, Caller caller) {
        return transactions.execute(_ -> begin(site, kind, BenchTask.about(app), caller, Urgency.ONE));
    }

    @Transactional
    public Ordered backUp(Site site, Caller caller, Urgency urgency) {
        return begin(site, BenchTasks.BACK_UP, BenchTask.about(""), caller, urgency);
    }

    /** A backup is made before. */
    @Transactional
    public Ordered migrate(Site site, Caller caller, Urgency urgency) {
        return begin(site, BenchTasks.MIGRATE, BenchTask.about(""), caller, urgency);
    }

    @Transactional
    public Ordered clearCache(Site site, Caller caller) {
        return begin(site, BenchTasks.CLEAR_CACHE, BenchTask.about(""), caller, Urgency.ONE);
    }

    private Ordered begin(Site asked, String kind, BenchTask task, Caller caller, Urgency urgency) {
        var site = only(sites.lock(asked.team(), asked.id()));
        if (!allowed(kind).contains(site.state())) return new Ordered.NotNow(site.state());
        var ordered = queue.begin(site, () -> task.in(SiteQueue.order(site, kind, urgency)));
        if (ordered instanceof Ordered.Begun(var job)) {
            var details = Map.of("slug", site.slug().value(), "app", task.app(), "job", job.toString());
            var action = "site." + kind;
            audit.write(caller, action, site.id().toString(), details);
        }
        return ordered;
    }

    private static Set<SiteState> allowed(String kind) {
        return kind.equals(BenchTasks.BACK_UP) ? Set.of(SiteState.LIVE, SiteState.SUSPENDED) : Set.of(SiteState.LIVE);
    }

    private static Site only(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
