package io.chantier.dashboard.web;

import io.chantier.identity.Settings;
import io.chantier.identity.Warnings;
import io.chantier.identity.Warnings.Warning;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the overview warns of by itself. */
@Configuration(proxyBeanMethods = false)
class DashboardWarnings {

    private static final int MOST = 5;

    @Bean
    Warnings.Source failedSites(Sites sites) {
        return team -> sites.inTrouble(team, MOST).stream()
                .map(DashboardWarnings::failed)
                .toList();
    }

    @Bean
    Warnings.Source legalHost(Settings settings) {
        return _ -> hostMissing(settings);
    }

    private static Warning failed(Site site) {
        var code = site.state().wasPublished() ? "site-unchanged" : "site-failed";
        return new Warning(code, Map.of("site", site.name()), "/sites/" + site.slug());
    }

    private static List<Warning> hostMissing(Settings settings) {
        return settings.legalHost().isPresent()
                ? List.of()
                : List.of(new Warning("host-missing", Map.of(), "/settings"));
    }
}
