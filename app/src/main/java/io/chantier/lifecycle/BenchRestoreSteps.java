package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchBackups;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchKeeping;
import io.chantier.benches.hosting.BenchRestoring;
import io.chantier.identity.Vault;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The steps that put a backup into a site on a bench, and open it again. */
@Component
class BenchRestoreSteps {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final String RESTORE = "restore-bench-site";

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
    record Bench(BenchHosting hosting, BenchKeeping keeping, BenchBackups backups, BenchRestoring restoring) {}

    /** What an agent began and did not end is called off there; ours puts back what was there. */
    Step restore(SiteKey key, RestoreWish wanted) {
        return steps.named(RESTORE, key, UnaryOperator.identity(), (site, context) -> {
                    var outcome = restore(site, wanted, context);
                    return outcome instanceof StepOutcome.Failed(var why)
                            ? new StepOutcome.Failed(named(why, site, context))
                            : outcome;
                })
                .undoneAtOnceBy(_ -> work.callOff(wanted.origin(), RESTORE));
    }

    private StepOutcome restore(Site site, RestoreWish wanted, SiteStepContext context) {
        var password = wanted.password(site.id(), vault);
        if (password.isEmpty()) return StepOutcome.failed("bench-password-sealed", Map.of());
        var backup = bench.backups().find(site, wanted.backup());
        if (backup.isEmpty()) return StepOutcome.failed("backup-gone", Map.of());
        var turn = new AgentWork.Turn(wanted.origin(), RESTORE, context.signalled());
        return BenchSources.readable(() ->
                work.follow(turn, () -> bench.restoring().restore(site, backup.get(), wanted.parts(), password)));
    }

    /** Says where what was there before is to be had, should the agent not have put it back. */
    private Failure named(Failure why, Site site, SiteStepContext context) {
        if (!why.code().equals("agent-job-failed")) return why;
        var words = new HashMap<>(why.arguments());
        words.put("site", site.name());
        var before = before(site, context);
        before.ifPresent(name -> words.put("backup", name));
        return new Failure(before.isPresent() ? "restore-failed" : "restore-failed-unsaved", words);
    }

    /** The backup that was made on the way, by its name. */
    private Optional<String> before(Site site, SiteStepContext context) {
        return context.maybeResultOf(BenchLifeSteps.SAFETY_BACKUP)
                .flatMap(id -> bench.backups().find(site, UUID.fromString(id)))
                .map(BenchBackups.Backup::called);
    }

    /** Visitors are only led to what answers; a suspended site stays so. */
    Step open(SiteKey key) {
        return steps.named("open-bench-site", key, UnaryOperator.identity(), (site, context) -> {
            if (site.state() == SiteState.SUSPENDED) return StepOutcome.done();
            var silent = bench.hosting().look(site);
            if (silent.isPresent()) {
                var words = new HashMap<>(silent.get().arguments());
                words.put("backup", before(site, context).orElse("—"));
                return new StepOutcome.TryAgain(new Failure("restored-site-silent", words), LOOK_AGAIN);
            }
            var opened =
                    sites.change(key.team(), key.site(), now -> now.installing().live());
            bench.keeping().showAsItIs(opened);
            return StepOutcome.done();
        });
    }
}
