package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchBackups;
import io.chantier.benches.hosting.BenchBackups.Backup;
import io.chantier.benches.hosting.BenchRestoring;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Vault;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders to put backups back into the sites on benches that they were made of. */
@Component
public class BenchRestores {

    /** What of a backup can be put back. */
    private static final List<String> PARTS = List.of(BenchRestoring.DATABASE, "public", "private");

    private static final Set<SiteState> ALLOWED = Set.of(SiteState.LIVE, SiteState.SUSPENDED, SiteState.BROKEN);

    private final Sites sites;
    private final SiteQueue queue;
    private final BenchBackups backups;
    private final BenchRestoring restoring;
    private final Vault vault;
    private final Audit audit;

    BenchRestores(BenchCare.Desk desk, BenchBackups backups, BenchRestoring restoring, Vault vault, Audit audit) {
        this.sites = desk.sites();
        this.queue = new SiteQueue(desk.jobs(), desk.authorship());
        this.backups = backups;
        this.restoring = restoring;
        this.vault = vault;
        this.audit = audit;
    }

    /**
     * What somebody typed.
     *
     * @param backup of the same site
     * @param parts of it; null for all that can be put back
     * @param adminPassword that the site's administrator has afterwards
     * @param skipBackup the site is broken, so nothing of it is backed up before
     */
    public record Wanted(String backup, @Nullable List<String> parts, Secret adminPassword, boolean skipBackup) {}

    /** A backup of the site, by its id; a problem where it has none of that id. */
    public Backup backup(Site site, String id) {
        return find(site, id).orElseThrow(() -> new ProblemException(Problem.of("backup-unknown", 404)));
    }

    /** What of it can be put back. */
    public static List<String> partsOf(Backup backup) {
        return PARTS.stream().filter(backup.parts()::contains).toList();
    }

    /** Refuses with the problem what cannot be restored; nothing is done then. */
    @Transactional
    public Ordered restore(Site asked, Wanted wanted, Caller caller) {
        var site = only(sites.lock(asked.team(), asked.id()));
        if (!ALLOWED.contains(site.state())) return new Ordered.NotNow(site.state());
        var wish = wish(site, wanted);
        var ordered = queue.begin(site, () -> wish.in(SiteQueue.order(site, RestoreBenchSite.KIND, Urgency.ONE)));
        if (ordered instanceof Ordered.Begun(var job)) {
            var details = Map.of(
                    "slug", site.slug().value(),
                    "backup", backup(site, wanted.backup()).called(),
                    "parts", String.join(", ", wish.parts()),
                    "unsaved", String.valueOf(wish.unsaved()),
                    "job", job.toString());
            audit.write(caller, "site.restore", site.id().toString(), details);
        }
        return ordered;
    }

    private RestoreWish wish(Site site, Wanted wanted) {
        var wrong = new ArrayList<FieldProblem>();
        var found = find(site, wanted.backup());
        if (found.isEmpty()) wrong.add(new FieldProblem("backup", "backup-unknown", Map.of()));
        var there = found.map(BenchRestores::partsOf).orElse(PARTS);
        var parts = wanted.parts() == null ? there : wanted.parts();
        if (parts.isEmpty()) wrong.add(new FieldProblem("parts", "required", Map.of()));
        if (!there.containsAll(parts)) wrong.add(new FieldProblem("parts", "unknown-value", Map.of()));
        AdministratorPassword.fault(wanted.adminPassword()).ifPresent(wrong::add);
        if (found.isEmpty() || !wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        if (parts.contains(BenchRestoring.DATABASE) && !restoring.canWriteDatabase(site)) {
            throw new ProblemException(Problem.of("database-password-missing", 409));
        }
        var sealed = RestoreWish.seal(wanted.adminPassword(), site.id(), vault);
        return RestoreWish.of(found.get().id(), parts.stream().distinct().toList(), wanted.skipBackup(), sealed);
    }

    private Optional<Backup> find(Site site, String id) {
        try {
            return backups.find(only(site), UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Site only(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
