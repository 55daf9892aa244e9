package io.chantier.lifecycle.web;

import io.chantier.jobs.JobState;
import io.chantier.lifecycle.Archive;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAction;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buttons on a site's page; each is offered only where it would do something. */
@Configuration(proxyBeanMethods = false)
class SiteActions {

    @Bean
    SiteAction generateButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.generate", "/generate", "hammer", 100),
                false,
                site -> leading(work, site),
                site -> site.status().revision() == null && mayGenerate(work, site));
    }

    @Bean
    SiteAction regenerateButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.regenerate", "/generate", "refresh", 100),
                false,
                _ -> SiteAction.Look.PLAIN,
                site -> site.status().revision() != null && mayGenerate(work, site));
    }

    @Bean
    SiteAction deployButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.deploy", "/deploy", "rocket", 200),
                false,
                site -> leading(work, site),
                site -> isReady(work, site) && !isAllOnline(work, site));
    }

    @Bean
    SiteAction redeployButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.redeploy", "/deploy", "rocket", 700),
                false,
                _ -> SiteAction.Look.FOLDED,
                site -> isReady(work, site) && isAllOnline(work, site));
    }

    @Bean
    SiteAction bringBackButton() {
        return new SiteButton(
                new SiteButton.Face("page.action.bringBack", "/archive/end", "archive-off", 300),
                true,
                _ -> SiteAction.Look.MAIN,
                site -> site.state() == SiteState.ARCHIVED);
    }

    @Bean
    SiteAction archiveButton() {
        return new SiteButton(
                new SiteButton.Face("page.action.archive", "/archive", "archive", 800),
                true,
                _ -> SiteAction.Look.FOLDED,
                site -> site.state().canBecome(SiteState.ARCHIVED));
    }

    @Bean
    SiteAction deleteButton(Archive archive, SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.delete", "/removal", "trash", 900),
                true,
                SiteKind.ALL,
                _ -> SiteAction.Look.GRAVE,
                site -> archive.isDeletable(site) && work.current(site).isEmpty());
    }

    private static boolean isReady(SiteJobs work, Site site) {
        return site.status().revision() != null
                && free(work, site)
                && !work.awaitsConsent(site)
                && (site.state().wasPublished() || site.state().canBecome(SiteState.DEPLOYING));
    }

    private static boolean isAllOnline(SiteJobs work, Site site) {
        return site.state() == SiteState.LIVE && work.hasNothingToPublish(site);
    }

    private static boolean mayGenerate(SiteJobs work, Site site) {
        return free(work, site) && (site.state().wasPublished() || site.state().canBecome(SiteState.GENERATING));
    }

    /** Work that failed has a button of its own that leads on. */
    private static SiteAction.Look leading(SiteJobs work, Site site) {
        return work.of(site).stream()
                .findFirst()
                .filter(job -> job.state() == JobState.FAILED)
                .map(_ -> SiteAction.Look.PLAIN)
                .orElse(SiteAction.Look.MAIN);
    }

    private static boolean free(SiteJobs work, Site site) {
        return site.state() != SiteState.ARCHIVED && work.current(site).isEmpty();
    }
}
