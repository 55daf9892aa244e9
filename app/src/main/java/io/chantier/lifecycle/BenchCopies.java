package io.chantier.lifecycle;

import io.chantier.benches.hosting.BackupFiles;
import io.chantier.benches.hosting.BenchBackups;
import io.chantier.benches.hosting.BenchData;
import io.chantier.benches.hosting.BenchData.InstalledApp;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchRestoring;
import io.chantier.identity.Caller;
import io.chantier.identity.Policy;
import io.chantier.lifecycle.NewBenchSites.Begun;
import io.chantier.lifecycle.NewBenchSites.Wanted;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Secret;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Takes orders for new sites on benches that begin with the data of another one of the team. */
@Component
public class BenchCopies {

    private static final Set<SiteState> COPIED = Set.of(SiteState.LIVE, SiteState.SUSPENDED);

    private final Sites sites;
    private final SiteQueue queue;
    private final BenchBackups backups;
    private final BackupFiles files;
    private final BenchData data;
    private final NewBenchSites news;

    BenchCopies(BenchCare.Desk desk, BenchBackups backups, BackupFiles files, BenchData data, NewBenchSites news) {
        this.sites = desk.sites();
        this.queue = new SiteQueue(desk.jobs(), desk.authorship());
        this.backups = backups;
        this.files = files;
        this.data = data;
        this.news = news;
    }

    /**
     * Which backup.
     *
     * @param site the slug of the site that it is of
     */
    public record From(String site, String backup) {}

    /** A backup that a new site can be made from, and the site that it is of. */
    public record Source(Site site, BenchBackups.Backup backup) {}

    /** A problem, by the field {@code from}, where the team has no such backup with a database. */
    public Source source(From from, Caller caller) {
        demandManager(caller);
        return Optional.of(from.site())
                .filter(Slug::isSlug)
                .flatMap(slug -> sites.find(caller.team(), new Slug(slug)))
                .filter(site -> site.kind() == SiteKind.BENCH)
                .flatMap(site -> id(from.backup())
                        .flatMap(id -> backups.find(site, id))
                        .filter(backup -> backup.parts().contains(BenchRestoring.DATABASE))
                        .map(backup -> new Source(site, backup)))
                .orElseThrow(() -> new ProblemException(Problem.ofField("from", "backup-unknown", Map.of())));
    }

    /** The apps are those of the site that the backup is of; refuses with the problem what cannot be made. */
    public Begun fromBackup(Wanted wanted, From from, Caller caller) {
        var source = source(from, caller);
        if (!wanted.apps().isEmpty()) {
            throw new ProblemException(Problem.ofField("apps", "apps-of-the-backup", Map.of()));
        }
        if (!wanted.group().isEmpty()) {
            throw new ProblemException(Problem.ofField("group", "bench-of-the-backup", Map.of()));
        }
        if (wanted.user().isWanted()) {
            throw new ProblemException(Problem.ofField("user.email", "users-of-the-backup", Map.of()));
        }
        if (source.site().state() == SiteState.ARCHIVED) files.demandOnServer(source.site(), source.backup());
        var begun = BenchSource.backup(source.site().id(), source.backup().id());
        return news.begin(with(wanted, source.site()), begun, source.site(), caller);
    }

    /** Refuses with the problem what cannot be copied; the site itself is only backed up. */
    public Begun copy(Site site, String slug, Secret adminPassword, Caller caller) {
        demandManager(caller);
        demandCopiable(site);
        var wanted = with(new Wanted(slug, "", List.of(), adminPassword, FirstUserTyped.NOBODY), site);
        return news.begin(wanted, BenchSource.copy(site.id()), site, caller);
    }

    private void demandCopiable(Site site) {
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        if (!COPIED.contains(site.state())) {
            throw new ProblemException(
                    Problem.of("site-state", 409, Map.of("state", site.state().name())));
        }
        queue.current(site).ifPresent(job -> {
            throw new ProblemException(
                    Problem.of("site-busy", 409, Map.of("job", job.id().toString())));
        });
    }

    /** Asks the agent; a problem where it does not answer. */
    private Wanted with(Wanted wanted, Site source) {
        var apps =
                apps(source).filter(app -> !app.equals(BenchHosting.FRAMEWORK)).toList();
        return new Wanted(wanted.slug(), "", apps, wanted.adminPassword(), FirstUserTyped.NOBODY);
    }

    /** Nobody knows any more which apps an archived one had: its bench has all of them. */
    private Stream<String> apps(Site source) {
        return source.state() == SiteState.ARCHIVED
                ? data.onBench(source).stream()
                : data.installed(source).stream().map(InstalledApp::name);
    }

    /** With a password of one's own one sees everything in a copy: only those may who may go in as administrator. */
    private static void demandManager(Caller caller) {
        if (!Policy.MANAGE.allows(caller)) throw new ProblemException(Problem.of("forbidden", 403));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
