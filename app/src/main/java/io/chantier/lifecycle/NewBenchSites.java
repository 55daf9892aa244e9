package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchHosting;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Vault;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.values.Secret;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders for new sites on benches. */
@Component
public class NewBenchSites {

    private final Drafts drafts;
    private final BenchHosting hosting;
    private final Jobs jobs;
    private final Vault vault;
    private final Audit audit;

    NewBenchSites(Drafts drafts, BenchHosting hosting, Jobs jobs, Vault vault, Audit audit) {
        this.drafts = drafts;
        this.hosting = hosting;
        this.jobs = jobs;
        this.vault = vault;
        this.audit = audit;
    }

    /**
     * What somebody typed.
     *
     * @param apps beside the framework, which every site has
     * @param adminPassword of the site's own administrator
     */
    public record Wanted(String slug, List<String> apps, Secret adminPassword) {

        public Wanted {
            apps = List.copyOf(apps);
        }
    }

    /** The site, and the job that makes it. */
    public record Begun(Site site, JobId job) {}

    /** The apps that can be chosen; empty also where only the framework is there. */
    public SortedSet<String> apps() {
        var apps = new TreeSet<>(hosting.apps());
        apps.remove(BenchHosting.FRAMEWORK);
        return apps;
    }

    /** Whether any site could be made now. */
    public boolean isPossible() {
        return hosting.hasRoomFor(List.of());
    }

    /** Refuses with the problem what cannot be made; nothing is left behind then. */
    @Transactional
    public Begun begin(Wanted wanted, Caller caller) {
        var wrong = faults(wanted);
        if (!apps().containsAll(wanted.apps())) wrong.add(new FieldProblem("apps", "unknown-value", Map.of()));
        return begin(wanted, wrong, new Origin(null, null), caller);
    }

    /**
     * The same with the data of another site.
     *
     * @param near its bench is taken where it takes new sites
     */
    @Transactional
    Begun begin(Wanted wanted, BenchSource source, Site near, Caller caller) {
        return begin(wanted, faults(wanted), new Origin(source, near), caller);
    }

    /** What a site begins with; nothing where it begins empty. */
    private record Origin(
            @Nullable BenchSource source, @Nullable Site near) {

        String kind() {
            return source != null && source.isCopy() ? CloneBenchSite.KIND : CreateBenchSite.KIND;
        }

        String action() {
            if (source == null) return "site.create-on-bench";
            return source.isCopy() ? "site.clone-on-bench" : "site.create-from-backup";
        }

        String slug() {
            return near == null ? "" : near.slug().value();
        }
    }

    private Begun begin(Wanted wanted, List<FieldProblem> wrong, Origin origin, Caller caller) {
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        if (!hosting.hasRoomFor(wanted.apps())) throw new ProblemException(Problem.of("no-bench", 409));
        var site = drafted(new Slug(wanted.slug()), caller);
        var sealed = BenchWish.seal(wanted.adminPassword(), site.id(), vault);
        var wish = BenchWish.of(wanted.apps(), sealed, origin.source());
        var job = jobs.start(wish.in(SiteQueue.order(site, origin.kind(), Urgency.ONE)))
                .job();
        var details = Map.of(
                "slug", wanted.slug(),
                "apps", String.join(", ", wanted.apps()),
                "source", origin.slug(),
                "job", job.toString());
        audit.write(caller, origin.action(), site.id().toString(), details);
        return new Begun(site, job);
    }

    private Site drafted(Slug slug, Caller caller) {
        var host = hosting.hostOf(slug);
        if (hosting.isTaken(host)) {
            throw new ProblemException(Problem.ofField("slug", "bench-host-taken", Map.of("host", host)));
        }
        var site = drafts.hosted(caller.team(), host, SiteState.DRAFT);
        if (!site.slug().equals(slug)) {
            throw new ProblemException(Problem.ofField("slug", "slug-taken", Map.of("slug", slug.value())));
        }
        return site;
    }

    private List<FieldProblem> faults(Wanted wanted) {
        var wrong = new ArrayList<FieldProblem>();
        if (!Slug.isSlug(wanted.slug())) {
            wrong.add(new FieldProblem("slug", "not-a-slug", Map.of()));
        } else if (new Slug(wanted.slug()).isReserved()) {
            wrong.add(new FieldProblem("slug", "slug-reserved", Map.of("slug", wanted.slug())));
        }
        AdministratorPassword.fault(wanted.adminPassword()).ifPresent(wrong::add);
        return wrong;
    }
}
