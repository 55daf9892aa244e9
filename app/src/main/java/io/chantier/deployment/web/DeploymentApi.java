package io.chantier.deployment.web;

import io.chantier.deployment.DeploymentLog;
import io.chantier.deployment.DeploymentLog.Entry;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobState;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.Problems;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Each publication, move and way back of a site: who, where, how long, how it ended. */
@RestController
class DeploymentApi {

    private final SitePages pages;
    private final DeploymentLog log;
    private final Problems problems;

    DeploymentApi(SitePages pages, DeploymentLog log, Problems problems) {
        this.pages = pages;
        this.log = log;
        this.problems = problems;
    }

    /**
     * One deployment.
     *
     * @param job leads to the steps and the log; null where there is none
     * @param failure why it failed, with what to do; without what a server said itself
     */
    record Deployed(
            String kind,
            JobState state,
            String by,
            String server,
            String release,
            DeploymentLog.Span span,
            @Nullable String job,
            @Nullable Why failure) {}

    /** Why one failed, in the reader's words. */
    record Why(String code, String title, String remedy) {}

    /** The newest first. */
    @GetMapping("/api/sites/{slug}/deployments")
    List<Deployed> list(Caller caller, @PathVariable String slug, Locale locale) {
        return log.of(pages.find(caller, slug)).stream()
                .map(entry -> deployed(entry, locale))
                .toList();
    }

    private Deployed deployed(Entry entry, Locale locale) {
        return new Deployed(
                entry.kind(),
                entry.state(),
                entry.by(),
                entry.server(),
                entry.release(),
                entry.span(),
                entry.job(),
                entry.failure() == null ? null : why(entry.failure(), locale));
    }

    private Why why(Failure failure, Locale locale) {
        var said = problems.word(Problem.of(failure.code(), 422, failure.arguments()), locale);
        return new Why(said.code(), said.title(), said.remedy());
    }
}
