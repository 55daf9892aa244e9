package io.chantier.benches.servers;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Goes round the servers once a minute; one that keeps it waiting holds up no other, nor its own next look. */
@Component
@ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
class ServerLookRounds {

    private static final Logger log = LoggerFactory.getLogger(ServerLookRounds.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ServerConditions conditions;
    private final BenchServers servers;
    private final ServerLook look;
    private final UsageLook usage;
    private final Clock clock;
    private final Set<UUID> underway = ConcurrentHashMap.newKeySet();

    ServerLookRounds(ServerConditions conditions, BenchServers servers, ServerLook look, UsageLook usage, Clock clock) {
        this.conditions = conditions;
        this.servers = servers;
        this.look = look;
        this.usage = usage;
        this.clock = clock;
    }

    /** On a thread of its own: nothing can be stored any more in the transaction that has just ended. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void wanted(ServerConditions.Wanted news) {
        Thread.ofVirtual().name("look-soon-at-" + news.server()).start(this::tick);
    }

    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT20S")
    void tick() {
        for (var server : conditions.take(clock.instant(), EVERY)) {
            if (underway.add(server)) {
                Thread.ofVirtual().name("look-at-" + server).start(() -> at(server));
            } else {
                conditions.lookAgain(server);
            }
        }
    }

    private void at(UUID server) {
        try {
            servers.find(server).filter(one -> look.at(one).isEmpty()).ifPresent(usage::at);
        } catch (RuntimeException e) {
            log.warn("Could not look at bench server {}", server, e);
        } finally {
            underway.remove(server);
        }
    }
}
