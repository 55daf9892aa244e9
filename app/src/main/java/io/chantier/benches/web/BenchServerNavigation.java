package io.chantier.benches.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What bench servers bring to the navigation. */
@Configuration(proxyBeanMethods = false)
class BenchServerNavigation {

    @Bean
    NavigationEntry benchServersEntry() {
        return new NavigationEntry(
                "page.nav.benchServers", "/settings/bench-servers", "server-2", 535, true, "page.section.installation");
    }
}
