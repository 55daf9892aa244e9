package io.chantier.dashboard.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the dashboard brings to the navigation. */
@Configuration(proxyBeanMethods = false)
class DashboardNavigation {

    private static final String INSTALLATION = "page.section.installation";

    @Bean
    NavigationEntry overview() {
        return new NavigationEntry("page.nav.overview", "/", "layout-dashboard", 0, false);
    }

    @Bean
    NavigationEntry activityEntry() {
        return new NavigationEntry("page.nav.activity", "/activity", "chart-bar", 200, false);
    }

    @Bean
    NavigationEntry membersEntry() {
        return new NavigationEntry("page.nav.members", "/members", "users", 500, false, INSTALLATION);
    }

    @Bean
    NavigationEntry outboxEntry() {
        return new NavigationEntry("page.nav.outbox", "/outbox", "mail", 510, false, INSTALLATION);
    }

    @Bean
    NavigationEntry settingsEntry() {
        return new NavigationEntry("page.nav.settings", "/settings", "settings", 520, true, INSTALLATION);
    }
}
