package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentEnds;
import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchClaims;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchKeeping;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.jobs.UndoFailed;
import io.chantier.jobs.UndoLater;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The steps that close, open and take away sites on benches. What fails leaves the site as it was. */
@Component
class BenchLifeSteps {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final String DEACTIVATE = "deactivate-bench-site";
    private static final String ACTIVATE = "activate-bench-site";
    private static final String LAST_BACKUP = "last-backup";
    static final String SAFETY_BACKUP = "safety-backup";
    private static final String SETTLE = "settle-bench-site";
    private static final String ARCHIVE = "archive-bench-site";

    private final SiteSteps steps;
    private final Sites sites;
    private final BenchHosting hosting;
    private final BenchKeeping keeping;
    private final BenchClaims claims;
    private final AgentWork work;
    private final AgentEnds ends;

    BenchLifeSteps(SiteSteps steps, Sites sites, Bench bench, AgentWork work, AgentEnds ends) {
        this.steps = steps;
        this.sites = sites;
        this.hosting = bench.hosting();
        this.keeping = bench.keeping();
        this.claims = bench.claims();
        this.work = work;
        this.ends = ends;
    }

    /** What is known of a site's place, and can be done there. */
    @Component("benchOfLife")
    record Bench(BenchHosting hosting, BenchKeeping keeping, BenchClaims claims) {}

    Step showSuspended(SiteKey key, BenchErrand errand) {
        return show(key, errand, keeping::showSuspended);
    }

    Step showArchived(SiteKey key, BenchErrand errand) {
        return show(key, errand, keeping::showArchived);
    }

    private Step show(SiteKey key, BenchErrand errand, Consumer<Site> notice) {
        return steps.named("close-bench-site", key, UnaryOperator.identity(), (site, _) -> {
                    notice.accept(site);
                    return StepOutcome.done();
                })
                .undoneAtOnceBy(_ -> with(key, site -> {
                    if (!isUnderWay(site, errand)) keeping.showAsItIs(site);
                }));
    }

    /** Closed for visitors and in the application; its data stay. */
    Step suspend(SiteKey key, BenchErrand errand) {
        return steps.named(DEACTIVATE, key, UnaryOperator.identity(), (site, context) -> {
                    var outcome = work.follow(turn(errand, DEACTIVATE, context), () -> keeping.deactivate(site));
                    if (outcome instanceof StepOutcome.Done) change(key, Site::suspended);
                    return outcome;
                })
                .undoneAtOnceBy(_ -> backAsItWas(key, errand, DEACTIVATE));
    }

    Step activate(SiteKey key, BenchErrand errand) {
        return steps.named(
                        ACTIVATE,
                        key,
                        UnaryOperator.identity(),
                        (site, context) -> work.follow(turn(errand, ACTIVATE, context), () -> keeping.activate(site)))
                .undoneAtOnceBy(_ -> backAsItWas(key, errand, ACTIVATE));
    }

    /** Visitors are only led to what answers. */
    Step resume(SiteKey key) {
        return steps.named("resume-bench-site", key, UnaryOperator.identity(), (site, _) -> {
            var silent = hosting.look(site);
            if (silent.isPresent()) {
                var why = new Failure("bench-site-stays-suspended", silent.get().arguments());
                return new StepOutcome.TryAgain(why, LOOK_AGAIN);
            }
            change(key, Site::resumed);
            with(key, keeping::showAsItIs);
            return StepOutcome.done();
        });
    }

    /** What was suspended is so again, anything else is open; settled anew when the job is tried again, which closes it again. */
    Step settle(SiteKey key, BenchErrand errand) {
        return steps.named(
                        SETTLE,
                        key,
                        UnaryOperator.identity(),
                        (site, context) -> work.follow(
                                turn(errand, SETTLE, context),
                                () -> site.isSuspended() ? keeping.deactivate(site) : keeping.activate(site)))
                .undoneAtOnceBy(_ -> backAsItWas(key, errand, SETTLE));
    }

    /** Nobody writes any more from here on; in one that never came to be nobody does. */
    Step deactivate(SiteKey key, BenchErrand errand) {
        return steps.named(
                        DEACTIVATE,
                        key,
                        UnaryOperator.identity(),
                        (site, context) -> isThere(site)
                                ? work.follow(turn(errand, DEACTIVATE, context), () -> keeping.deactivate(site))
                                : StepOutcome.done())
                .undoneAtOnceBy(_ -> backAsItWas(key, errand, DEACTIVATE));
    }

    /** An archiving that was cancelled too late may be tried again. */
    private boolean isThere(Site site) {
        return site.state() != SiteState.ARCHIVED && claims.hasCome(site);
    }

    Step lastBackup(SiteKey key, BenchErrand errand) {
        return backup(LAST_BACKUP, key, errand, this::isThere);
    }

    /** Of what is about to be written over. */
    Step safetyBackup(SiteKey key, BenchErrand errand) {
        return backup(SAFETY_BACKUP, key, errand, _ -> true);
    }

    /** Made anew when the job is tried again: people have worked on the site since. */
    private Step backup(String name, SiteKey key, BenchErrand errand, Predicate<Site> isWorthIt) {
        return steps.named(
                        name,
                        key,
                        UnaryOperator.identity(),
                        (site, context) -> isWorthIt.test(site)
                                ? work.follow(turn(errand, name, context), () -> hosting.backup(site))
                                : StepOutcome.done())
                .undoneAtOnceBy(_ -> backAsItWas(key, errand, name));
    }

    /** Of one that never came to be, its bench may have another's under the same name: that stays. */
    Step archive(SiteKey key, BenchErrand errand) {
        return steps.named(ARCHIVE, key, UnaryOperator.identity(), (site, context) -> {
                    var order = Optional.of(site).filter(claims::isOurs).flatMap(hosting::archive);
                    var outcome = order.isEmpty()
                            ? StepOutcome.done()
                            : work.follow(turn(errand, ARCHIVE, context), order::get);
                    if (outcome instanceof StepOutcome.Done) leave(site, key);
                    return outcome;
                })
                .undoneAtOnceBy(Patiently.undo(ARCHIVE, _ -> afterDrop(key, errand)));
    }

    /** Half a site is worth less than none: what an agent may have begun is not called off, and then it is asked what is left. */
    private void afterDrop(SiteKey key, BenchErrand errand) throws UndoLater, UndoFailed {
        var found = sites.find(key.team(), key.site());
        if (found.isEmpty() || ends.withdraw(errand.origin(), ARCHIVE)) return;
        var site = found.get();
        ends.awaitEnd(site, errand.origin(), ARCHIVE);
        switch (ends.presence(site)) {
            case WHOLE -> {}
            case GONE -> {
                leave(site, key);
                throw new UndoFailed(new Failure("archived-all-the-same", Map.of("host", site.name())));
            }
            case DAMAGED -> {
                var why = new Failure("archived-by-half", Map.of("host", site.name()));
                var problem = new SiteProblem(why.code(), why.arguments());
                change(key, now -> now.state() == SiteState.ARCHIVED ? now : now.lost(problem));
                throw new UndoFailed(why);
            }
        }
    }

    private void leave(Site site, SiteKey key) {
        keeping.left(site);
        change(key, BenchLifeSteps::archived);
    }

    /** A step that is run again after its record was lost finds the site archived. */
    private static Site archived(Site site) {
        return site.state() == SiteState.ARCHIVED ? site : site.archived();
    }

    private void change(SiteKey key, UnaryOperator<Site> move) {
        sites.change(key.team(), key.site(), move);
    }

    /** The application is to be open or closed as the site's state, which has not changed, says. */
    private void backAsItWas(SiteKey key, BenchErrand errand, String step) {
        with(key, site -> {
            if (!site.state().wasPublished() || isUnderWay(site, errand)) return;
            var order = site.state() == SiteState.LIVE ? keeping.activate(site) : keeping.deactivate(site);
            work.undo(errand.origin(), step, order);
        });
    }

    /** Nobody is let into what an agent may still be writing over, or dropping: its way back was given up. */
    private boolean isUnderWay(Site site, BenchErrand errand) {
        return site.state().wasPublished()
                && Stream.of(BenchRestoreSteps.RESTORE, ARCHIVE)
                        .anyMatch(step -> ends.mayGoOn(site, errand.origin(), step));
    }

    private void with(SiteKey key, Consumer<Site> what) {
        sites.find(key.team(), key.site()).ifPresent(what);
    }

    private static AgentWork.Turn turn(BenchErrand errand, String step, SiteSteps.SiteStepContext context) {
        return new AgentWork.Turn(errand.origin(), step, context.signalled());
    }
}
