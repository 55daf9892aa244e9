package io.chantier.deployment.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What publishing brings to the navigation. */
@Configuration(proxyBeanMethods = false)
class ServerNavigation {

    @Bean
    NavigationEntry serversEntry() {
        return new NavigationEntry(
                "page.nav.servers", "/settings/servers", "server", 530, true, "page.section.installation");
    }
}
