package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.AgentWork.Turn;
import io.chantier.benches.hosting.BenchHosting;
import io.chantier.benches.hosting.BenchRenaming;
import io.chantier.benches.hosting.BenchRenaming.Seen;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Renames a site on its bench. Which name it has is read from the agent whenever it matters: after an interruption, after a
 * failure. Each try is a round of its own: there, and back where it does not answer.
 */
@Component
class BenchRenameStep {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SiteSteps steps;
    private final Sites sites;
    private final BenchHosting hosting;
    private final BenchRenaming renaming;
    private final AgentWork work;
    private final Clock clock;

    BenchRenameStep(
            SiteSteps steps, Sites sites, BenchHosting hosting, BenchRenaming renaming, AgentWork work, Clock clock) {
        this.steps = steps;
        this.sites = sites;
        this.hosting = hosting;
        this.renaming = renaming;
        this.work = work;
        this.clock = clock;
    }

    /** One run of the step. */
    private record Run(BenchRenameWish wish, Site site, SiteStepContext context, int round) {

        Turn turn(String way) {
            return new Turn(wish.origin(), way + "-" + round, context.signalled());
        }
    }

    Step rename(SiteKey key, BenchRenameWish wish) {
        return steps.beside(RenameBenchSite.KIND, key, (site, context) -> {
                    var run = new Run(wish, site, context, round(wish));
                    return isBack(run) ? back(run, reason(run)) : there(run);
                })
                .undoneAtOnceBy(_ -> callOff(key, wish));
    }

    private int round(BenchRenameWish wish) {
        int round = 1;
        while (ended(wish, "back-" + round)) round++;
        return round;
    }

    private boolean ended(BenchRenameWish wish, String step) {
        return work.last(wish.origin(), step)
                .filter(job -> job.over() && job.failure().isEmpty())
                .isPresent();
    }

    /** Woken by the end of the way back: this try is over. A person who tries again begins another one. */
    private boolean isBack(Run run) {
        return run.round() > 1
                && run.context().signalled().isPresent()
                && work.last(run.wish().origin(), "there-" + run.round()).isEmpty();
    }

    /** Why the try before this one came to nothing. */
    private Failure reason(Run run) {
        var wish = run.wish();
        return work.last(wish.origin(), "there-" + (run.round() - 1))
                .flatMap(AgentWork.Last::failure)
                .or(() -> renaming.refusal(run.site(), wish.to()))
                .orElseGet(() -> silent(wish));
    }

    private static Failure silent(BenchRenameWish wish) {
        return new Failure("bench-name-silent", Map.of("from", wish.from(), "to", wish.to()));
    }

    private StepOutcome there(Run run) {
        var outcome = work.follow(
                run.turn("there"),
                () -> obstacle(run),
                () -> renaming.rename(run.site(), run.wish().from(), run.wish().to()));
        return switch (outcome) {
            case StepOutcome.Done _ -> arrived(run);
            case StepOutcome.Failed(var why) -> goBack(run, why);
            case StepOutcome pending -> pending;
        };
    }

    private Optional<StepOutcome> obstacle(Run run) {
        var wish = run.wish();
        return switch (renaming.see(run.site(), wish.from(), wish.to())) {
            case Seen.Before _ -> renaming.refusal(run.site(), wish.to()).map(StepOutcome.Failed::new);
            case Seen.After _ -> Optional.of(StepOutcome.done());
            case Seen.Both _ -> Optional.of(StepOutcome.failed("bench-host-taken", Map.of("host", wish.to())));
            case Seen.Neither _ -> Optional.of(StepOutcome.failed("bench-site-unknown", Map.of("host", wish.from())));
            case Seen.Silent(var then) -> Optional.of(then);
        };
    }

    /** Renamed is not reached: it has to answer, and the name still to be the site's. */
    private StepOutcome arrived(Run run) {
        renaming.renamed(run.site(), run.wish().to());
        var refused = renaming.refusal(run.site(), run.wish().to());
        if (refused.isPresent()) return goBack(run, refused.get());
        var silent = hosting.look(run.site());
        if (silent.isEmpty()) return StepOutcome.done(run.wish().to());
        var ended = work.last(run.wish().origin(), "there-" + run.round()).flatMap(AgentWork.Last::endedAt);
        boolean patient =
                ended.isPresent() && clock.instant().isBefore(ended.get().plus(PATIENCE));
        return patient ? new StepOutcome.LookAgain(LOOK_AGAIN) : goBack(run, silent(run.wish()));
    }

    private StepOutcome goBack(Run run, Failure why) {
        var wish = run.wish();
        return switch (renaming.see(run.site(), wish.from(), wish.to())) {
            case Seen.After _ -> {
                var back = work.follow(run.turn("back"), () -> renaming.rename(run.site(), wish.to(), wish.from()));
                yield back instanceof StepOutcome.Done ? back(run, why) : back;
            }
            case Seen.Silent(var then) -> then;
            case Seen.Before _, Seen.Both _, Seen.Neither _ -> back(run, why);
        };
    }

    private StepOutcome back(Run run, Failure why) {
        renaming.renamed(run.site(), run.wish().from());
        return new StepOutcome.Failed(why);
    }

    /** What the agent has done by now stays; which name that is is read from it. */
    private void callOff(SiteKey key, BenchRenameWish wish) {
        work.callOff(wish.origin(), "there-" + round(wish));
        sites.find(key.team(), key.site()).ifPresent(site -> {
            switch (renaming.see(site, wish.from(), wish.to())) {
                case Seen.Before _ -> renaming.renamed(site, wish.from());
                case Seen.After _ -> renaming.renamed(site, wish.to());
                case Seen.Both _, Seen.Neither _, Seen.Silent _ -> {}
            }
        });
    }
}
