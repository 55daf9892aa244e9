package io.chantier.lifecycle;

import io.chantier.benches.apps.Way;
import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.AgentWork.Turn;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchTargets;
import io.chantier.benches.hosting.BenchUpdates;
import io.chantier.benches.hosting.BenchUpdates.Return;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.jobs.UndoFailed;
import io.chantier.jobs.UndoLater;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * The steps that bring a site to another bench. All are undone at once, so that a retry begins with the first: by then the
 * benches, and what people entered, are others.
 */
@Component
class BenchUpdateSteps {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);
    private static final String COMPARE = "compare-benches";
    private static final String BACK_UP = "back-up-bench-site";
    private static final String UPDATE = "update-bench-site";
    private static final Step.Undo NOTHING_LEFT = _ -> {};

    private final SiteSteps steps;
    private final Sites sites;
    private final BenchHosting hosting;
    private final Benches benches;
    private final AgentWork work;
    private final SiteAddresses addresses;

    BenchUpdateSteps(
            SiteSteps steps,
            Sites sites,
            BenchHosting hosting,
            Benches benches,
            AgentWork work,
            SiteAddresses addresses) {
        this.steps = steps;
        this.sites = sites;
        this.hosting = hosting;
        this.benches = benches;
        this.work = work;
        this.addresses = addresses;
    }

    /** Where a site can go, and how it gets there. */
    @Component("updateBenches")
    record Benches(BenchTargets targets, BenchUpdates updates) {}

    /** Looked at anew although it was looked at when it was ordered: the queue may have been long. */
    Step compare(SiteKey key, BenchMove move) {
        return named(COMPARE, key, (site, context) -> {
                    if (isLost(site)) return StepOutcome.done();
                    return switch (benches.targets().check(site, move.to())) {
                        case BenchTargets.Answer.Refused(var why) -> new StepOutcome.Failed(why);
                        case BenchTargets.Answer.Possible(var target) -> {
                            var from = benches.targets().home(site).name();
                            context.log(
                                    "bench-update",
                                    Map.of("from", from, "to", target.place().name()));
                            yield StepOutcome.done(target.way().name());
                        }
                    };
                })
                .undoneAtOnceBy(NOTHING_LEFT);
    }

    Step backUp(SiteKey key, BenchMove move) {
        return named(BACK_UP, key, (site, context) -> {
                    if (isLost(site)) return StepOutcome.done();
                    var turn = new Turn(move.origin(), backUpOf(move), context.signalled());
                    return work.follow(turn, () -> hosting.backup(site));
                })
                .undoneAtOnceBy(_ -> work.callOff(move.origin(), backUpOf(move)));
    }

    /** Each update has a backup of its own. */
    private String backUpOf(BenchMove move) {
        return BACK_UP + "-" + (work.begun(move.origin(), UPDATE) + 1);
    }

    /** A site that an earlier attempt could not bring back is brought back, and nothing else. */
    Step update(SiteKey key, BenchMove move) {
        return named(UPDATE, key, (site, context) -> {
                    if (isLost(site)) return bringBack(site, key, move, context);
                    var migrates = context.resultOf(COMPARE).equals(Way.MIGRATE.name());
                    var turn = new Turn(move.origin(), UPDATE, context.signalled());
                    var outcome = work.follow(turn, () -> benches.updates().order(site, move.by(UPDATE), migrates));
                    return outcome instanceof StepOutcome.Failed(var why)
                            ? new StepOutcome.Failed(benches.updates().failed(move.by(UPDATE), why))
                            : outcome;
                })
                .undoneAtOnceBy(Patiently.undo(UPDATE, _ -> goBack(key, move)));
    }

    Step moveHome(SiteKey key, BenchMove move) {
        return named("move-bench-home", key, (site, _) -> {
                    benches.updates().settle(site, move.to());
                    return StepOutcome.done();
                })
                .undoneAtOnceBy(NOTHING_LEFT);
    }

    /** Done is not enough: it has to answer. */
    Step verify(SiteKey key, BenchMove move) {
        return named("verify", key, (site, context) -> {
            var silent = hosting.look(site);
            if (silent.isPresent()) {
                var why = new Failure("bench-update-silent", silent.get().arguments());
                return new StepOutcome.TryAgain(why, LOOK_AGAIN);
            }
            var address = addresses.of(site).toString();
            context.log("verified", Map.of("address", address));
            return StepOutcome.done(address);
        });
    }

    /** One that arrived and answers is in use: what was entered since would be lost on the way back. */
    private StepOutcome bringBack(Site site, SiteKey key, BenchMove move, SiteSteps.SiteStepContext context) {
        boolean isInUse = benches.updates().hasArrived(site, move.by(UPDATE))
                && hosting.look(site).isEmpty();
        if (isInUse) {
            sites.change(key.team(), key.site(), BenchUpdateSteps::found);
            return StepOutcome.done();
        }
        var outcome = benches.updates().followBack(site, move.by(UPDATE), context.signalled());
        if (!(outcome instanceof StepOutcome.Done)) return outcome;
        sites.change(key.team(), key.site(), BenchUpdateSteps::found);
        return StepOutcome.failed("bench-update-returned", Map.of("site", site.name()));
    }

    private void goBack(SiteKey key, BenchMove move) throws UndoLater, UndoFailed {
        var site = sites.find(key.team(), key.site());
        if (site.isEmpty()) return;
        switch (benches.updates().bringBack(site.get(), move.by(UPDATE))) {
            case Return.Home() -> sites.change(key.team(), key.site(), BenchUpdateSteps::found);
            case Return.NotYet(var why, var arguments) -> throw new UndoLater(why, arguments);
            case Return.Lost(var why) -> {
                var problem = new SiteProblem(why.code(), why.arguments());
                sites.change(
                        key.team(),
                        key.site(),
                        lost -> lost.state() == SiteState.LIVE || isLost(lost) ? lost.lost(problem) : lost);
                throw new UndoFailed(why);
            }
        }
    }

    private static Site found(Site site) {
        return isLost(site) ? site.mended() : site;
    }

    private static boolean isLost(Site site) {
        return site.state() == SiteState.BROKEN;
    }

    /** What was told of an earlier attempt is over when the next one begins. */
    private Step named(String name, SiteKey key, SiteSteps.SiteWork work) {
        UnaryOperator<Site> enter = site -> site.state() == SiteState.LIVE ? site.live() : site;
        return steps.named(name, key, enter, (site, context) -> {
            try {
                return work.run(site, context);
            } catch (ProblemException wrong) {
                var problem = wrong.problem();
                var why = new Failure(problem.code(), problem.arguments());
                return problem.status() == 502 ? new StepOutcome.TryAgain(why, ASK_AGAIN) : new StepOutcome.Failed(why);
            }
        });
    }
}
