package io.chantier.domains.certificates;

import io.chantier.domains.certificates.Certificates.Ending;
import io.chantier.domains.certificates.Looks.Seen;
import io.chantier.domains.dns.Diagnoses;
import io.chantier.identity.Warnings;
import io.chantier.identity.Warnings.Warning;
import io.chantier.outbound.Handshakes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** Replicas that do the work look at the names too. */
@Configuration(proxyBeanMethods = false)
class CertificateConfiguration {

    private static final int MOST_WARNINGS = 5;

    @Bean
    Looks.Eyes eyes(Diagnoses diagnoses, Handshakes handshakes, Clock clock) {
        var chains = new Chains(null);
        return domain -> {
            var diagnosis = diagnoses.of(domain.name(), domain.site().slug());
            var addresses =
                    diagnosis.addresses().stream().map(InetAddress::ofLiteral).toList();
            if (addresses.isEmpty()) return new Seen(diagnosis, null);
            var shown = handshakes.look(domain.name().value(), addresses);
            return new Seen(diagnosis, chains.read(domain.name().value(), shown, clock.instant()));
        };
    }

    @Bean
    Warnings.Source endingCertificates(Certificates certificates) {
        return team -> certificates.ending(team, CertificateRemarks.WARNED).stream()
                .limit(MOST_WARNINGS)
                .map(CertificateConfiguration::warning)
                .toList();
    }

    private static Warning warning(Ending ending) {
        var name = ending.name().inUnicode();
        var path = "/sites/" + ending.site() + "/domains";
        return ending.daysLeft() < 0
                ? new Warning("certificate-ended", Map.of("name", name), path)
                : new Warning(
                        "certificate-ending", Map.of("name", name, "days", Long.toString(ending.daysLeft())), path);
    }

    @Bean
    @ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
    CertificateRounds certificateRounds(
            HealthRows rows, Looks looks, Orders orders, MeterRegistry meters, Clock clock) {
        return new CertificateRounds(rows, looks, orders, meters, clock);
    }

    /** Goes round again and again, never twice at once. */
    static final class CertificateRounds {

        private static final Logger log = LoggerFactory.getLogger(CertificateRounds.class);

        /** Longer than a look can take; after a kill, the name is looked at again then. */
        private static final Duration CLAIM = Duration.ofMinutes(2);

        private static final int AT_ONCE = 8;

        private final HealthRows rows;
        private final Looks looks;
        private final Orders orders;
        private final Clock clock;
        private final MultiGauge daysLeft;
        private final AtomicBoolean atIt = new AtomicBoolean();

        CertificateRounds(HealthRows rows, Looks looks, Orders orders, MeterRegistry meters, Clock clock) {
            this.rows = rows;
            this.looks = looks;
            this.orders = orders;
            this.clock = clock;
            this.daysLeft = MultiGauge.builder("chantier.certificate.days.left")
                    .description("Days until the certificate of a customer's own name ends")
                    .register(meters);
        }

        @Scheduled(fixedRateString = "PT5S", initialDelayString = "PT10S")
        void round() {
            if (!atIt.compareAndSet(false, true)) return;
            try {
                lookAtAll();
            } finally {
                atIt.set(false);
            }
        }

        private void lookAtAll() {
            var now = clock.instant();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var due : rows.claim(now, now.plus(CLAIM), AT_ONCE)) threads.execute(() -> lookAt(due));
            }
        }

        private void lookAt(HealthRows.Due due) {
            try {
                looks.look(due.team(), due.domain());
            } catch (RuntimeException e) {
                // the next one is looked at all the same, and this one again when its claim ends
                log.warn("The look at the domain {} failed", due.domain(), e);
            }
        }

        @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
        void measure() {
            var now = clock.instant();
            daysLeft.register(
                    rows.secured().stream()
                            .map(secured -> MultiGauge.Row.of(
                                    Tags.of("name", secured.name().value()),
                                    Duration.between(now, secured.until()).toHours() / 24.0))
                            .toList(),
                    true);
        }

        @Scheduled(fixedDelayString = "PT12H", initialDelayString = "PT3M")
        void forget() {
            orders.forgetOld(clock.instant());
        }
    }
}
