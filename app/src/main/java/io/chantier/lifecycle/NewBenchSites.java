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
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders for new sites on benches. */
@Component
public class NewBenchSites {

    private static final int SHORTEST_PASSWORD = 12;

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
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        if (!hosting.hasRoomFor(wanted.apps())) throw new ProblemException(Problem.of("no-bench", 409));
        var slug = new Slug(wanted.slug());
        var host = hosting.hostOf(slug);
        if (hosting.isTaken(host)) {
            throw new ProblemException(Problem.ofField("slug", "bench-host-taken", Map.of("host", host)));
        }
        var site = drafts.hosted(caller.team(), hosting.hostOf(slug), SiteState.DRAFT);
        if (!site.slug().equals(slug)) {
            throw new ProblemException(Problem.ofField("slug", "slug-taken", Map.of("slug", slug.value())));
        }
        var wish = BenchWish.of(wanted.apps(), wanted.adminPassword(), site.id(), vault);
        var job = jobs.start(wish.in(SiteQueue.order(site, CreateBenchSite.KIND, Urgency.ONE)))
                .job();
        audit.write(
                caller,
                "site.create-on-bench",
                site.id().toString(),
                Map.of("slug", slug.value(), "apps", String.join(", ", wanted.apps()), "job", job.toString()));
        return new Begun(site, job);
    }

    private List<FieldProblem> faults(Wanted wanted) {
        var wrong = new ArrayList<FieldProblem>();
        if (!Slug.isSlug(wanted.slug())) {
            wrong.add(new FieldProblem("slug", "not-a-slug", Map.of()));
        } else if (new Slug(wanted.slug()).isReserved()) {
            wrong.add(new FieldProblem("slug", "slug-reserved", Map.of("slug", wanted.slug())));
        }
        if (!apps().containsAll(wanted.apps())) wrong.add(new FieldProblem("apps", "unknown-value", Map.of()));
        var password = wanted.adminPassword().reveal();
        if (password.length() < SHORTEST_PASSWORD) {
            var shortest = Map.of("shortest", String.valueOf(SHORTEST_PASSWORD));
            wrong.add(new FieldProblem("adminPassword", "weak-password", shortest));
        } else if (!password.matches("\\P{Cntrl}{1,200}")) {
            wrong.add(new FieldProblem("adminPassword", "malformed", Map.of()));
        }
        return wrong;
    }
}
