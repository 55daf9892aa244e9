package io.chantier.lighthouse;

import io.chantier.identity.Warnings;
import io.chantier.identity.Warnings.Warning;
import io.chantier.rendering.Lighthouse;
import io.chantier.rendering.Workshop;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.storage.Blobs;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** Replicas that do the work look after the rounds too. */
@Configuration(proxyBeanMethods = false)
class LighthouseConfiguration {

    private static final int MOST = 5;

    @Bean
    Lighthouse lighthouse(Workshop workshop, Blobs blobs, LighthouseSettings settings) {
        return workshop.lighthouse(blobs, settings.patience());
    }

    /** On the overview while the site is online, until it is measured again and does better. */
    @Bean
    Warnings.Source fallenScores(LighthouseRuns runs, Sites sites) {
        return team -> runs.alarms(team).stream()
                .flatMap(alarm -> sites.find(team, alarm.site()).stream()
                        .filter(site -> site.state() == SiteState.LIVE)
                        .map(site -> new Warning(
                                "lighthouse-fell",
                                Map.of("site", site.name(), "score", Integer.toString(alarm.score())),
                                "/sites/" + site.slug() + "#lighthouse")))
                .limit(MOST)
                .toList();
    }

    @Bean
    @ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
    LighthouseRounds lighthouseRounds(LighthouseOrders orders) {
        return new LighthouseRounds(orders);
    }

    static final class LighthouseRounds {

        private final LighthouseOrders orders;

        LighthouseRounds(LighthouseOrders orders) {
            this.orders = orders;
        }

        @Scheduled(cron = "${chantier.lighthouse.night:0 47 2 * * *}")
        void night() {
            orders.night();
        }

        /** Once for each start of a process, when it has its hands free; also where Lighthouse was installed meanwhile. */
        @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT2M")
        void template() {
            orders.template();
        }
    }
}
