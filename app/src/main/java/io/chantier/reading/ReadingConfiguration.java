package io.chantier.reading;

import io.chantier.outbound.Fetcher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

    @Bean
    Reader reader(Fetcher fetcher) {
        return new Reader(fetcher, ReadingLimits.DEFAULT);
    }
}
