package io.chantier.outbound;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    @Bean(destroyMethod = "close")
    Fetcher fetcher(CrawlerSettings settings) {
        return new Fetcher(settings.allow());
    }

    @Bean(destroyMethod = "close")
    Endpoints endpoints() {
        return new Endpoints();
    }

    @Bean
    PublicAddresses publicAddresses(CrawlerSettings settings) {
        return new PublicAddresses(settings.allow());
    }

    @Bean
    Handshakes handshakes(PublicAddresses allowed) {
        return new Handshakes(allowed);
    }
}
