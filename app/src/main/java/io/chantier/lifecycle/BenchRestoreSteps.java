package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentEnds;
import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchBackups;
import io.chantier.benches.hosting.BenchConfig;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchKeeping;
import io.chantier.benches.hosting.BenchRestoring;
import io.chantier.identity.Vault;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.jobs.UndoLater;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The steps that put a backup into a site on a bench, and open it again. */
@Component
class BenchRestoreSteps {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    static final String RESTORE = "restore-bench-site";
    private static final String READ = "read-bench-backup";
    private static final String STOP_READING = "stop-reading-bench-backup";

    private final SiteSteps steps;
    private final Sites sites;
    private final Bench bench;
    private final AgentWork work;
    private final Vault vault;

    BenchRestoreSteps(SiteSteps steps, Sites sites, Bench bench, AgentWork work, Vault vault) {
        this.steps = steps;
        this.sites = sites;
        this.bench = bench;
        this.work = work;
        this.vault = vault;
    }

    /** What is known of a site's place, and can be done there. */
    @Component("benchOfRestoring")
    record Bench(
            BenchHosting hosting,
            BenchKeeping keeping,
            BenchBackups backups,
            BenchRestoring restoring,
            BenchConfig config,
            AgentEnds ends) {}

    /** A site hands out its backups itself: closed as it is, it may be read, and nobody writes. A store needs no site. */
    Step letRead(SiteKey key, RestoreWish wanted) {
        return steps.named(READ, key, UnaryOperator.identity(), (site, context) -> {
                    var turn = new AgentWork.Turn(wanted.origin(), READ, context.signalled());
                    return isOnServer(site, wanted)
                            ? BenchSources.readable(() -> work.follow(
                                    turn,
                                    () -> readableBefore(site),
                                    () -> bench.config().readableInMaintenance(site, true)))
                            : StepOutcome.done();
                })
                .undoneAtOnceBy(_ -> unreadable(key, wanted, READ));
    }

    /** Whatever a step that concerns it has come to; when the job is tried again, that step orders anew. */
    private void unreadable(SiteKey key, RestoreWish wanted, String step) {
        sites.find(key.team(), key.site())
                .filter(_ -> work.begun(wanted.origin(), step) > 0)
                .ifPresent(
                        site -> work.undo(wanted.origin(), step, bench.config().readableInMaintenance(site, false)));
    }

    private boolean isOnServer(Site site, RestoreWish wanted) {
        return bench.backups()
                .find(site, wanted.backup())
                .filter(backup -> backup.place() == BenchBackups.Place.SERVER)
                .isPresent();
    }

    /** What somebody has set for good stays set. */
    private Optional<StepOutcome> readableBefore(Site site) {
        return bench.config().isReadableInMaintenance(site) ? Optional.of(StepOutcome.done()) : Optional.empty();
    }

    Step stopReading(SiteKey key, RestoreWish wanted) {
        return steps.named(
                        STOP_READING,
                        key,
                        UnaryOperator.identity(),
                        (site, context) -> work.begun(wanted.origin(), READ) == 0
                                ? StepOutcome.done()
                                : work.follow(
                                        new AgentWork.Turn(wanted.origin(), STOP_READING, context.signalled()),
                                        () -> bench.config().readableInMaintenance(site, false)))
                .undoneAtOnceBy(_ -> unreadable(key, wanted, STOP_READING));
    }

    /** What an agent began and did not end is called off there, and waited for: ours puts back what was there. */
    Step restore(SiteKey key, RestoreWish wanted) {
        return steps.named(RESTORE, key, UnaryOperator.identity(), (site, context) -> {
                    var outcome = restore(site, wanted, context);
                    return outcome instanceof StepOutcome.Failed(var why)
                            ? new StepOutcome.Failed(named(why, site, wanted))
                            : outcome;
                })
                .undoneAtOnceBy(Patiently.undo(RESTORE, _ -> callOff(key, wanted)));
    }

    /** As long as the agent is at it, nobody is let in. */
    private void callOff(SiteKey key, RestoreWish wanted) throws UndoLater {
        var site = sites.find(key.team(), key.site());
        if (site.isPresent()) bench.ends().awaitCalledOff(site.get(), wanted.origin(), RESTORE);
    }

    private StepOutcome restore(Site site, RestoreWish wanted, SiteStepContext context) {
        var password = wanted.password(site.id(), vault);
        if (password.isEmpty()) return StepOutcome.failed("bench-password-sealed", Map.of());
        var backup = bench.backups().find(site, wanted.backup());
        if (backup.isEmpty()) return StepOutcome.failed("backup-gone", Map.of());
        var turn = new AgentWork.Turn(wanted.origin(), RESTORE, context.signalled());
        bench.backups().hold(saved(wanted));
        return BenchSources.readable(() ->
                work.follow(turn, () -> bench.restoring().restore(site, backup.get(), wanted.parts(), password)));
    }

    /** What was there each time before something was written over: it stays until a restoration has come to a good end. */
    private List<UUID> saved(RestoreWish wanted) {
        return work.done(wanted.origin(), BenchLifeSteps.SAFETY_BACKUP);
    }

    /** Says where what was there before is to be had, should the agent not have put it back. */
    private Failure named(Failure why, Site site, RestoreWish wanted) {
        var before = before(site, wanted).filter(_ -> work.begun(wanted.origin(), RESTORE) > 0);
        if (!why.code().equals("agent-job-failed")) return why;
        var words = new HashMap<>(why.arguments());
        words.put("site", site.name());
        before.map(BenchBackups.Backup::called).ifPresent(name -> words.put("backup", name));
        return new Failure(before.isPresent() ? "restore-failed" : "restore-failed-unsaved", words);
    }

    /** The backup that was made before anything was written over: a later one may be of what a failed attempt has left. */
    private Optional<BenchBackups.Backup> before(Site site, RestoreWish wanted) {
        return bench.ends()
                .doneBefore(site, wanted.origin(), BenchLifeSteps.SAFETY_BACKUP, RESTORE)
                .flatMap(id -> bench.backups().find(site, id));
    }

    /** Visitors are only led to what answers; a suspended site stays so. */
    Step open(SiteKey key, RestoreWish wanted) {
        return steps.named("open-bench-site", key, UnaryOperator.identity(), (site, _) -> {
            var silent = site.isSuspended()
                    ? Optional.<Failure>empty()
                    : bench.hosting().look(site);
            if (silent.isPresent()) {
                var words = new HashMap<>(silent.get().arguments());
                var before = before(site, wanted).map(BenchBackups.Backup::called);
                before.ifPresent(name -> words.put("backup", name));
                var code = before.isPresent() ? "restored-site-silent" : "restored-site-silent-unsaved";
                return new StepOutcome.TryAgain(new Failure(code, words), LOOK_AGAIN);
            }
            var whole = sites.change(key.team(), key.site(), Site::mended);
            bench.keeping().showAsItIs(whole);
            release(whole, wanted);
            return StepOutcome.done();
        });
    }

    /** Files alone do not make up for a database that another restoration has spoilt: what was held for that stays. */
    private void release(Site site, RestoreWish wanted) {
        if (wanted.parts().contains(BenchRestoring.DATABASE)) bench.backups().release(site);
        else bench.backups().release(saved(wanted));
    }
}
