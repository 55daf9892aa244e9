package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchBackups;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchRestoring;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What new sites on benches begin with, where they do not begin empty. */
@Component
class BenchSources {

    private static final Duration READ_AGAIN = Duration.ofSeconds(5);
    private static final int GONE = 410;
    private static final String BACK_UP = "back-up-source";

    private final SiteSteps steps;
    private final Sites sites;
    private final BenchHosting hosting;
    private final BenchBackups backups;
    private final AgentWork work;

    BenchSources(SiteSteps steps, Sites sites, BenchHosting hosting, BenchBackups backups, AgentWork work) {
        this.steps = steps;
        this.sites = sites;
        this.hosting = hosting;
        this.backups = backups;
        this.work = work;
    }

    /** All that is ever done to the site that is copied. */
    Step backUp(SiteKey key, BenchWish wanted) {
        return steps.named(BACK_UP, key, Site::installing, (site, context) -> {
                    var source = siteOf(site, wanted);
                    if (source.isEmpty()) return StepOutcome.failed("source-gone", Map.of());
                    var turn = new AgentWork.Turn(wanted.origin(), BACK_UP, context.signalled());
                    return work.follow(turn, () -> hosting.backup(source.get()));
                })
                .undoneAtOnceBy(_ -> work.callOff(wanted.origin(), BACK_UP));
    }

    /** The site that the new one is made from; empty where it begins empty, or where that one is gone. */
    Optional<Site> siteOf(Site site, BenchWish wanted) {
        return Optional.ofNullable(wanted.source()).flatMap(source -> sites.find(site.team(), source.id()));
    }

    /** The backup that the new one is made from; empty where one of the two is gone. */
    Optional<BenchRestoring.Origin> of(Site site, BenchWish wanted, SiteStepContext context) {
        return siteOf(site, wanted)
                .flatMap(source -> backup(wanted, context)
                        .flatMap(id -> backups.find(source, id))
                        .map(backup -> new BenchRestoring.Origin(source, backup)));
    }

    /** A backup that cannot be had now may be had a little later. */
    static StepOutcome readable(Supplier<StepOutcome> work) {
        try {
            return work.get();
        } catch (ProblemException wrong) {
            var why = new Failure(wrong.problem().code(), wrong.problem().arguments());
            return wrong.problem().status() == GONE
                    ? new StepOutcome.Failed(why)
                    : new StepOutcome.TryAgain(why, READ_AGAIN);
        }
    }

    private static Optional<UUID> backup(BenchWish wanted, SiteStepContext context) {
        return Optional.ofNullable(wanted.source())
                .map(BenchSource::backup)
                .or(() -> context.maybeResultOf(BACK_UP).map(UUID::fromString));
    }
}
