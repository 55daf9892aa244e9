package io.chantier.lifecycle;

import io.chantier.jobs.Failure;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.ClientFolders;
import io.chantier.sites.Site;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.Sites;
import io.chantier.web.LogText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Makes steps that work on a site: each looks the site up anew, leads it out of BROKEN when it is retried, and tells the
 * site when it fails; a bug is told by {@link SiteFollowsJob}.
 */
@Component
class SiteSteps {

    private final Sites sites;
    private final ClientFolders folders;
    private final LogText texts;

    SiteSteps(Sites sites, ClientFolders folders, LogText texts) {
        this.sites = sites;
        this.folders = folders;
        this.texts = texts;
    }

    /** The work of a step on its site. */
    @FunctionalInterface
    interface SiteWork {
        StepOutcome run(Site site, SiteStepContext context) throws Exception;
    }

    /** What a step's work may tell; log lines also go to the client's {@code .generation-log}. */
    final class SiteStepContext {
        private final StepContext job;
        private final Site site;

        private SiteStepContext(StepContext job, Site site) {
            this.job = job;
            this.site = site;
        }

        void log(String key, Map<String, String> arguments) {
            var line = texts.of(key, arguments);
            job.log(line);
            folders.log(site, texts.say(Locale.FRENCH, line));
        }

        void progress(int percent) {
            job.progress(percent);
        }

        boolean cancelled() {
            return job.cancelled();
        }

        String job() {
            return job.job().toString();
        }

        UUID jobId() {
            return job.job().value();
        }

        /** What woke the step, where it had waited. */
        Optional<String> signalled() {
            return job.signalled();
        }

        /** Empty where the job has no such step. */
        Optional<String> maybeResultOf(String step) {
            return job.resultOf(step);
        }

        String resultOf(String step) {
            return job.resultOf(step).orElseThrow(() -> new IllegalStateException("No result of step " + step));
        }
    }

    /**
     * @param enter the move that brings the site into the state in which this step works
     */
    Step named(String name, SiteKey key, UnaryOperator<Site> enter, SiteWork work) {
        return Step.named(name, context -> {
            if (sites.find(key.team(), key.site()).isEmpty()) return StepOutcome.failed("site-gone", Map.of());
            try {
                var site = sites.change(key.team(), key.site(), enter);
                var outcome = work.run(site, new SiteStepContext(context, site));
                if (outcome instanceof StepOutcome.Failed(var why)) tell(key, why);
                return outcome;
            } catch (Site.NotAllowed refused) {
                return StepOutcome.failed(
                        "state",
                        Map.of("from", refused.from().name(), "to", refused.to().name()));
            }
        });
    }

    /** One that works beside the site: whatever comes of it, the site's state stays. */
    Step beside(String name, SiteKey key, SiteWork work) {
        return Step.named(name, context -> {
            var site = sites.find(key.team(), key.site());
            return site.isEmpty()
                    ? StepOutcome.failed("site-gone", Map.of())
                    : work.run(site.get(), new SiteStepContext(context, site.get()));
        });
    }

    void change(SiteKey key, UnaryOperator<Site> move) {
        if (sites.find(key.team(), key.site()).isPresent()) sites.change(key.team(), key.site(), move);
    }

    private void tell(SiteKey key, Failure why) {
        change(key, site -> site.failed(new SiteProblem(why.code(), why.arguments())));
    }
}
