package io.chantier.ingress;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

    @Bean
    Addresses addresses(
            @Value("${chantier.sites-scheme:http}") String scheme,
            @Value("${chantier.domain:localhost}") String domain,
            @Value("${chantier.sites-port:${chantier.edge.port:8081}}") int port) {
        return new Addresses(scheme, domain, port);
    }
}
