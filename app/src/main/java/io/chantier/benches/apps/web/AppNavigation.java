package io.chantier.benches.apps.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What apps and release groups bring to the navigation. */
@Configuration(proxyBeanMethods = false)
class AppNavigation {

    @Bean
    NavigationEntry marketplaceEntry() {
        return new NavigationEntry("page.nav.marketplace", "/apps", "apps", 150, false);
    }

    @Bean
    NavigationEntry appsEntry() {
        return new NavigationEntry(
                "page.nav.apps", "/settings/apps", "packages", 533, true, "page.section.installation");
    }

    @Bean
    NavigationEntry groupsEntry() {
        return new NavigationEntry(
                "page.nav.groups", "/settings/release-groups", "stack-2", 534, true, "page.section.installation");
    }
}
