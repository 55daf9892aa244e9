package io.chantier.ingress;

import io.chantier.values.DomainName;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

    @Bean
    Naming naming(
            @Value("${chantier.sites-scheme:http}") String scheme,
            @Value("${chantier.domain:localhost}") String domain,
            @Value("${chantier.sites-port:${chantier.edge.port:8081}}") int port,
            Naming.ChosenDomain chosen) {
        var configured = configured(domain);
        return () -> {
            var wanted = chosen.domain();
            var used = DomainName.isDomainName(wanted) ? new DomainName(wanted) : configured;
            return new Addresses(scheme, used, port);
        };
    }

    @Bean
    CustomNames customNames(ObjectProvider<RoutedSites> modules) {
        return new CustomNames(modules::stream);
    }

    private static DomainName configured(String domain) {
        try {
            return new DomainName(domain.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("CHANTIER_DOMAIN: " + e.getMessage(), e);
        }
    }
}
