package io.chantier.appearance.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the appearance brings to the navigation. */
@Configuration(proxyBeanMethods = false)
class AppearanceNavigation {

    @Bean
    NavigationEntry appearanceEntry() {
        return new NavigationEntry(
                "page.nav.appearance", "/settings/appearance", "palette", 530, true, "page.section.installation");
    }
}
