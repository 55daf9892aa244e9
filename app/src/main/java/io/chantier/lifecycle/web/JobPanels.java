package io.chantier.lifecycle.web;

import gg.jte.Content;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.lifecycle.JobFeed;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SitePanel;
import io.chantier.web.Frame;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The newest job of a site as a card: above the preview while there is something to watch or to mend, else below. */
@Configuration(proxyBeanMethods = false)
class JobPanels {

    private static final int ABOVE_THE_PREVIEW = 100;
    private static final int BELOW_THE_PREVIEW = 300;

    @Bean
    SitePanel workToWatch(SiteJobs work, JobFeed feed, SitePages pages) {
        return new Panel(ABOVE_THE_PREVIEW, (site, frame) -> {
            var newest = newest(work, site);
            if (newest.isEmpty()) return Optional.of(nothingYet(site, frame, pages));
            return newest.filter(job -> !isDone(job)).map(job -> panel(site, job, frame, feed, pages));
        });
    }

    @Bean
    SitePanel workDone(SiteJobs work, JobFeed feed, SitePages pages) {
        return new Panel(
                BELOW_THE_PREVIEW,
                (site, frame) ->
                        newest(work, site).filter(JobPanels::isDone).map(job -> panel(site, job, frame, feed, pages)));
    }

    private static Optional<Job> newest(SiteJobs work, Site site) {
        return work.of(site).stream().findFirst();
    }

    private static boolean isDone(Job job) {
        return job.state() == JobState.SUCCEEDED;
    }

    private static Content panel(Site site, Job job, Frame frame, JobFeed feed, SitePages pages) {
        var view = JobPanel.of(site, job, feed.lines(job.id(), 0, frame.locale()));
        return pages.part("lifecycle/panel.jte", Map.of("frame", frame, "job", view));
    }

    private static Content nothingYet(Site site, Frame frame, SitePages pages) {
        return pages.part(
                "lifecycle/waiting.jte",
                Map.of("frame", frame, "slug", site.slug().value()));
    }

    @FunctionalInterface
    private interface Drawing {
        Optional<Content> of(Site site, Frame frame);
    }

    private record Panel(int order, Drawing drawing) implements SitePanel {

        @Override
        public Place place() {
            return Place.MAIN;
        }

        @Override
        public Optional<Content> of(Site site, Frame frame) {
            return drawing.of(site, frame);
        }
    }
}
