package io.chantier.fleet;

import io.chantier.deployment.Health;
import io.chantier.deployment.SiteHealth;
import io.chantier.identity.Warnings;
import io.chantier.identity.Warnings.Warning;
import io.chantier.sites.Sites;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the overview says of sites that are online and do not answer. */
@Configuration(proxyBeanMethods = false)
class FleetWarnings {

    @Bean
    Warnings.Source sitesThatDoNotAnswer(SiteHealth health, Sites sites) {
        return team -> {
            var down = health.of(team).entrySet().stream()
                    .filter(one -> one.getValue().state() == Health.State.DOWN)
                    .map(Map.Entry::getKey)
                    .toList();
            return down.stream()
                    .flatMap(one -> sites.find(team, one).stream())
                    .findFirst()
                    .map(site -> new Warning(
                            "sites-down",
                            Map.of("count", Integer.toString(down.size()), "site", site.name()),
                            "/sites?watch=" + Watch.DOWN))
                    .map(List::of)
                    .orElse(List.of());
        };
    }
}
