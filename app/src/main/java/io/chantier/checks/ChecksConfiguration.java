package io.chantier.checks;

import io.chantier.rendering.PageReports;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChecksConfiguration {

    @Bean
    PageReports pageReports(ChecksSettings settings) {
        return new PageReports(settings.patience());
    }
}
