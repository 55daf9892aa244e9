package io.chantier.lifecycle;

import io.chantier.checks.Finding;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteRendering.Examination;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The steps between writing and publishing: examine, render, show. */
@Component
class Checking {

    private final SiteSteps steps;
    private final Sites sites;
    private final SiteRendering rendering;
    private final Consents consents;
    private final Afterchecks afterchecks;

    Checking(SiteSteps steps, Sites sites, SiteRendering rendering, Consents consents, Afterchecks afterchecks) {
        this.steps = steps;
        this.sites = sites;
        this.rendering = rendering;
        this.consents = consents;
        this.afterchecks = afterchecks;
    }

    /** Examines and keeps what was found; only publishing is stopped by it. */
    Step check(SiteKey key) {
        return steps.named("check", key, Making::enter, (site, context) -> switch (rendering.examine(site)) {
            case Examination.Failed(var why) -> new StepOutcome.Failed(why);
            case Examination.Examined(var verdict) -> {
                var found = Integer.toString(verdict.findings().size());
                context.log(
                        "checked",
                        Map.of("blocking", Integer.toString(verdict.blocking().size()), "findings", found));
                yield StepOutcome.done(found);
            }
        });
    }

    /** The result is the release's name. */
    Step render(SiteKey key) {
        return steps.named("render", key, site -> site, (site, context) -> render(site, context));
    }

    /** The same of the revision that passed the gate. */
    Step renderWhatPassed(SiteKey key) {
        return steps.named(
                "render", key, site -> site, (site, context) -> render(site.at(context.resultOf("gate")), context));
    }

    private StepOutcome render(Site site, SiteSteps.SiteStepContext context) {
        return switch (rendering.render(site)) {
            case SiteRendering.Keeping.Failed(var why) -> new StepOutcome.Failed(why);
            case SiteRendering.Keeping.Kept(var release) -> {
                context.log(
                        "rendered",
                        Map.of("files", Integer.toString(release.files().size())));
                yield StepOutcome.done(release.digest().value());
            }
        };
    }

    /**
     * Nothing goes online that the gate holds back: the site keeps its state and tells why. The result is the revision
     * that passed, and exactly that one is published, whatever is edited meanwhile.
     *
     * @param chosen the revision that is examined, one that somebody agreed to for instance; else the newest
     */
    Step gate(SiteKey key, Optional<String> chosen) {
        return Step.named("gate", _ -> {
            var found = sites.find(key.team(), key.site())
                    .map(site -> chosen.map(site::at).orElse(site));
            if (found.isEmpty()) return StepOutcome.failed("site-gone", Map.of());
            if (consents.areMissing(found.get())) return refuse(found.get(), "approval-missing", Map.of());
            return switch (rendering.examineForPublic(found.get())) {
                case Examination.Failed(var why) -> new StepOutcome.Failed(why);
                case Examination.Examined(var verdict) -> pass(found.get(), verdict.blocking());
            };
        });
    }

    /** Where the quick checks were enough for going online, everything is examined by a job of its own. */
    Step lookCloser(SiteKey key) {
        return steps.named("look-closer", key, site -> site, (site, _) -> {
            afterchecks.order(site);
            return StepOutcome.done("");
        });
    }

    /** Everything is examined of what only the quick checks saw, until nothing newer is online. */
    Step whole(SiteKey key, String input) {
        return Step.named("whole", context -> {
            for (var last = ""; !context.cancelled(); ) {
                var found = sites.find(key.team(), key.site());
                if (found.isEmpty()) return StepOutcome.failed("site-gone", Map.of());
                var asked = last.isEmpty() ? afterchecks.again(found.get(), input) : Optional.<String>empty();
                var revision = asked.or(() -> afterchecks.owed(found.get())).orElse("");
                if (revision.isEmpty()) return StepOutcome.done(last);
                if (rendering.examineBehind(found.get().at(revision)) instanceof Examination.Failed(var why))
                    return new StepOutcome.Failed(why);
                last = revision;
            }
            return StepOutcome.done("");
        });
    }

    private StepOutcome pass(Site site, List<Finding> blocking) {
        if (blocking.isEmpty())
            return StepOutcome.done(Objects.requireNonNull(site.status().revision(), "Nothing was examined"));
        var first = blocking.getFirst();
        var arguments = Map.of(
                "count", Integer.toString(blocking.size()),
                "page", first.page(),
                "excerpt", first.excerpt());
        return refuse(site, "gate-closed", arguments);
    }

    private StepOutcome refuse(Site site, String code, Map<String, String> arguments) {
        sites.change(site.team(), site.id(), now -> now.refused(new SiteProblem(code, arguments)));
        return StepOutcome.failed(code, arguments);
    }

    static boolean isDeploying(Site site) {
        return site.state() == SiteState.DEPLOYING;
    }
}
