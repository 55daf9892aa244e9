package io.chantier.lifecycle.web;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.lifecycle.JobFeed;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePanel;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The newest job of a site as a card: above the preview while there is something to watch or to mend, else below. */
@Configuration(proxyBeanMethods = false)
class JobPanels {

    private static final int ABOVE_THE_PREVIEW = 100;
    private static final int BELOW_THE_PREVIEW = 300;

    @Bean
    SitePanel workToWatch(SiteJobs work, JobFeed feed, Parts parts) {
        return new Panel(ABOVE_THE_PREVIEW, (site, frame) -> {
            var newest = newest(work, site);
            if (newest.isEmpty() && site.kind() == SiteKind.SHOWCASE)
                return Optional.of(nothingYet(site, frame, parts));
            return newest.filter(job -> !isDone(job)).map(job -> panel(site, job, frame, feed, parts));
        });
    }

    @Bean
    SitePanel workDone(SiteJobs work, JobFeed feed, Parts parts) {
        return new Panel(
                BELOW_THE_PREVIEW,
                (site, frame) ->
                        newest(work, site).filter(JobPanels::isDone).map(job -> panel(site, job, frame, feed, parts)));
    }

    private static Optional<Job> newest(SiteJobs work, Site site) {
        return work.of(site).stream().findFirst();
    }

    private static boolean isDone(Job job) {
        return job.state() == JobState.SUCCEEDED;
    }

    private static Part panel(Site site, Job job, Frame frame, JobFeed feed, Parts parts) {
        var view = JobPanel.of(site, job, feed.lines(job.id(), 0, frame.locale()));
        return parts.of("lifecycle/panel.jte", Map.of("frame", frame, "job", view));
    }

    private static Part nothingYet(Site site, Frame frame, Parts parts) {
        return parts.of(
                "lifecycle/waiting.jte",
                Map.of("frame", frame, "slug", site.slug().value()));
    }

    @FunctionalInterface
    private interface Drawing {
        Optional<Part> of(Site site, Frame frame);
    }

    private record Panel(int order, Drawing drawing) implements SitePanel {

        @Override
        public Set<SiteKind> kinds() {
            return SiteKind.ALL;
        }

        @Override
        public Place place() {
            return Place.MAIN;
        }

        @Override
        public Optional<Part> of(Site site, Frame frame) {
            return drawing.of(site, frame);
        }
    }
}
