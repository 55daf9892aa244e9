package io.chantier.sites.web;

import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteTab;
import io.chantier.web.NavigationEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tabs that every site has, and the list's place in the navigation. */
@Configuration(proxyBeanMethods = false)
class SiteTabs {

    @Bean
    NavigationEntry sitesEntry() {
        return new NavigationEntry("page.nav.sites", "/sites", "browser", 100, false);
    }

    @Bean
    SiteTab overviewTab() {
        return new Tab("page.tab.site", "", "layout-dashboard", 0, SiteKind.ALL);
    }

    @Bean
    SiteTab picturesTab() {
        return new Tab("page.tab.pictures", "/pictures", "photo", 300, Set.of(SiteKind.SHOWCASE));
    }

    @Bean
    SiteTab revisionsTab() {
        return new Tab("page.tab.revisions", "/revisions", "versions", 400, Set.of(SiteKind.SHOWCASE));
    }

    @Bean
    SiteTab historyTab() {
        return new Tab("page.tab.history", "/history", "history", 800, SiteKind.ALL);
    }

    @Bean
    SiteTab detailsTab() {
        return new Tab("page.tab.details", "/details", "id", 900, SiteKind.ALL);
    }

    private record Tab(String titleKey, String under, String icon, int order, Set<SiteKind> kinds) implements SiteTab {

        @Override
        public String path(Site site) {
            return "/sites/" + site.slug() + under;
        }
    }
}
