package io.chantier.lifecycle.web;

import io.chantier.lifecycle.BenchRenames;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAction;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buttons on the page of a site on a bench that decide whether it is there. */
@Configuration(proxyBeanMethods = false)
class BenchActions {

    private static final Set<SiteKind> BENCH = Set.of(SiteKind.BENCH);

    @Bean
    SiteAction resumeBenchSiteButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.resume", "/suspension/end", "player-play", 300),
                true,
                BENCH,
                _ -> SiteAction.Look.MAIN,
                site -> site.state() == SiteState.SUSPENDED && isFree(work, site));
    }

    @Bean
    SiteAction suspendBenchSiteButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.suspend", "/suspension", "player-pause", 780),
                true,
                BENCH,
                _ -> SiteAction.Look.FOLDED,
                site -> site.state() == SiteState.LIVE && isFree(work, site));
    }

    @Bean
    SiteAction cloneButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.clone", "/clones", "copy", 740),
                true,
                BENCH,
                _ -> SiteAction.Look.GRAVE,
                site -> site.state().wasPublished() && isFree(work, site));
    }

    @Bean
    SiteAction administratorButton() {
        return new SiteButton(
                new SiteButton.Face("page.action.administrator", "/administrator", "key", 760),
                true,
                BENCH,
                _ -> SiteAction.Look.GRAVE,
                site -> site.state() == SiteState.LIVE);
    }

    @Bean
    SiteAction benchNameButton(BenchRenames renames) {
        return new SiteButton(
                new SiteButton.Face("page.action.benchName", "/bench-name", "pencil", 770),
                true,
                BENCH,
                _ -> SiteAction.Look.GRAVE,
                renames::isDue);
    }

    @Bean
    SiteAction farewellButton(SiteJobs work) {
        return new SiteButton(
                new SiteButton.Face("page.action.farewell", "/farewell", "archive", 800),
                true,
                BENCH,
                _ -> SiteAction.Look.GRAVE,
                site -> site.state().canBecome(SiteState.ARCHIVED) && isFree(work, site));
    }

    private static boolean isFree(SiteJobs work, Site site) {
        return work.current(site).isEmpty();
    }
}
