package io.chantier.domains;

import io.chantier.domains.dns.Dns;
import io.chantier.identity.Warnings;
import io.chantier.identity.Warnings.Warning;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class DomainConfiguration {

    private static final int MOST = 5;

    @Bean
    ProofSearch proofSearch(Dns dns) {
        return new ProofSearch(dns);
    }

    @Bean
    ProofChecks proofChecks(
            ProofSearch search,
            LookRows looks,
            DomainRows rows,
            DomainNews news,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new ProofChecks(search, looks, rows, news, new TransactionTemplate(transactions), clock);
    }

    /** On the overview until the record is there again. */
    @Bean
    Warnings.Source lostProofs(SiteDomains domains) {
        return team -> domains.lost(team).stream()
                .limit(MOST)
                .map(domain -> new Warning(
                        "domain-lost",
                        Map.of("name", domain.name().inUnicode()),
                        "/sites/" + domain.site().slug() + "/domains"))
                .toList();
    }

    /** Replicas that do the work look after names too. */
    @Bean
    @ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
    ProofRounds proofRounds(ProofChecks checks) {
        return new ProofRounds(checks);
    }

    static final class ProofRounds {

        private final ProofChecks checks;
        private final AtomicBoolean atIt = new AtomicBoolean();

        ProofRounds(ProofChecks checks) {
            this.checks = checks;
        }

        /** At a fixed rate, because each run then has a thread of its own and keeps no other timer waiting. */
        @Scheduled(
                fixedRateString = "${chantier.domains.every:10s}",
                initialDelayString = "${chantier.domains.every:10s}")
        void round() {
            if (!atIt.compareAndSet(false, true)) return;
            try {
                checks.round();
            } finally {
                atIt.set(false);
            }
        }
    }
}
