package io.chantier.lifecycle;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.PublishedTo;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.SiteRendering.Keeping;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Digest;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The steps that show a site: to those who approve it, then to everybody. */
@Component
class Publishing {

    private final SiteSteps steps;
    private final Sites sites;
    private final SiteRendering rendering;
    private final Deployments deployments;
    private final PublishedTo targets;
    private final Announcement announcement;

    Publishing(
            SiteSteps steps,
            Sites sites,
            SiteRendering rendering,
            Deployments deployments,
            PublishedTo targets,
            Announcement announcement) {
        this.steps = steps;
        this.sites = sites;
        this.rendering = rendering;
        this.deployments = deployments;
        this.targets = targets;
        this.announcement = announcement;
    }

    /** From here on the content waits for approval. */
    Step preview(SiteKey key) {
        return steps.named("preview", key, site -> site, (site, context) -> {
            var address = deployments.preview(site, new Digest(context.resultOf("render")));
            sites.change(key.team(), key.site(), now -> now.state() == SiteState.GENERATING ? now.generated() : now);
            context.log("preview", Map.of("address", address.toString()));
            return StepOutcome.done(address.toString());
        });
    }

    /** Publishes what passed the gate, rendered as it is now. */
    Step publish(SiteKey key, Optional<Approved> approved) {
        return publish(key, approved, (site, context) -> switch (rendering.render(site.at(context.resultOf("gate")))) {
            case Keeping.Failed(var why) -> new Chosen.Failed(why);
            case Keeping.Kept(var release) -> new Chosen.Release(release.digest());
        });
    }

    /** Publishes what the step before rendered of what passed the gate. */
    Step publishRendered(SiteKey key, Optional<Approved> approved) {
        return publish(key, approved, (_, context) -> new Chosen.Release(new Digest(context.resultOf("render"))));
    }

    /** Which release it is to be. */
    private sealed interface Chosen {
        record Release(Digest digest) implements Chosen {}

        record Failed(Failure why) implements Chosen {}
    }

    @FunctionalInterface
    private interface Choice {
        Chosen of(Site site, SiteSteps.SiteStepContext context);
    }

    /** Of what was agreed to nothing but that. A half-published release never stays: what fails or is cancelled goes back to the last good one at once. */
    private Step publish(SiteKey key, Optional<Approved> approved, Choice choice) {
        return steps.named("publish", key, Publishing::enter, (site, context) -> switch (choice.of(site, context)) {
                    case Chosen.Failed(var why) -> new StepOutcome.Failed(why);
                    case Chosen.Release(var release) -> {
                        if (approved.filter(agreed -> !agreed.release().equals(release))
                                .isPresent()) yield StepOutcome.failed("approved-other", Map.of());
                        var outcome = deployments.publish(site, release, context::log);
                        var passed = site.at(context.resultOf("gate"));
                        targets.published(site, context.jobId(), release, rendering.version(passed));
                        if (outcome instanceof StepOutcome.Done(var address))
                            context.log("published", Map.of("address", address));
                        yield outcome;
                    }
                })
                .undoneAtOnceBy(_ -> takeBack(key));
    }

    /** {@code done} is not live: the page is fetched through its public name and its build marker compared. */
    Step verify(SiteKey key) {
        return steps.named("verify", key, Publishing::enter, (site, context) -> {
            var outcome = deployments.verify(site);
            if (outcome instanceof StepOutcome.Done) {
                sites.change(key.team(), key.site(), Publishing::live);
                context.log("verified", Map.of("address", deployments.of(site).toString()));
            }
            return outcome;
        });
    }

    Step announce(SiteKey key) {
        return steps.named("announce", key, site -> site, (site, context) -> {
            var address = deployments.of(site).toString();
            announcement.isLive(site, address, context.job());
            return StepOutcome.done(address);
        });
    }

    private static Site enter(Site site) {
        return site.state() == SiteState.DEPLOYING ? site : site.deploying();
    }

    private static Site live(Site site) {
        return site.state() == SiteState.DEPLOYING ? site.live() : site;
    }

    private void takeBack(SiteKey key) {
        sites.find(key.team(), key.site()).ifPresent(deployments::takeBack);
        steps.change(key, site -> site.state() == SiteState.DEPLOYING ? site.backToGenerated() : site);
    }
}
