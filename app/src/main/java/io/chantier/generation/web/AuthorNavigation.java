package io.chantier.generation.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the authors bring to the navigation. */
@Configuration(proxyBeanMethods = false)
class AuthorNavigation {

    @Bean
    NavigationEntry authorEntry() {
        return new NavigationEntry(
                "page.nav.author", "/settings/author", "writing", 520, true, "page.section.installation");
    }
}
