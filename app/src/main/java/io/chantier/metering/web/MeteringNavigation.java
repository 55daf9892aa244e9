package io.chantier.metering.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the module brings to the navigation. */
@Configuration(proxyBeanMethods = false)
class MeteringNavigation {

    @Bean
    NavigationEntry costsEntry() {
        return new NavigationEntry("page.nav.costs", "/costs", "coin", 210, false);
    }

    @Bean
    NavigationEntry budgetsEntry() {
        return new NavigationEntry(
                "page.nav.budgets", "/settings/budgets", "pig-money", 525, true, "page.section.installation");
    }
}
