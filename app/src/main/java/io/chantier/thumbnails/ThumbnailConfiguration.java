package io.chantier.thumbnails;

import io.chantier.deployment.Deployments;
import io.chantier.rendering.Screenshots;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** Replicas that do the work take the pictures too. */
@Configuration(proxyBeanMethods = false)
class ThumbnailConfiguration {

    @Bean
    Photographer photographer(
            Screenshots browser,
            ContactSheet sheets,
            Deployments deployments,
            Photographer.Content content,
            ThumbnailRows rows,
            Clock clock) {
        return new Photographer(browser, sheets, deployments, content, rows, clock);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "chantier.thumbnails.enabled", matchIfMissing = true)
    @ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
    ThumbnailRounds thumbnailRounds(Photographer photographer) {
        return new ThumbnailRounds(photographer);
    }

    /** Goes round again and again, never twice at once. */
    static final class ThumbnailRounds {

        private final Photographer photographer;
        private final AtomicBoolean atIt = new AtomicBoolean();

        ThumbnailRounds(Photographer photographer) {
            this.photographer = photographer;
        }

        /** At a fixed rate, because each run then has a thread of its own and keeps no other timer waiting. */
        @Scheduled(
                fixedRateString = "${chantier.thumbnails.every:10s}",
                initialDelayString = "${chantier.thumbnails.every:10s}")
        void round() {
            if (!atIt.compareAndSet(false, true)) return;
            try {
                photographer.round();
            } finally {
                atIt.set(false);
            }
        }
    }
}
