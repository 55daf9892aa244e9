package io.chantier.benches.delivery;

import java.time.Clock;
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

/** Speaks with every server whose time has come, each on a thread of its own: one that is slow holds up no other. */
@Component
@ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
class Rounds {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final Turns turns;
    private final Round round;
    private final JobRows rows;
    private final AgentJobSettings settings;
    private final Clock clock;
    private final Set<UUID> underway = ConcurrentHashMap.newKeySet();

    Rounds(Turns turns, Round round, JobRows rows, AgentJobSettings settings, Clock clock) {
        this.turns = turns;
        this.round = round;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    /** A server is wanted; tells this replica, the others find out at their next tick. */
    record Wanted(UUID server) {}

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void wanted(Wanted news) {
        begin(news.server());
    }

    @Scheduled(fixedDelayString = "${chantier.agent-jobs.tick:PT0.5S}", initialDelayString = "PT2S")
    void tick() {
        turns.due().forEach(this::begin);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        rows.forgetBodies(clock.instant().minus(settings.kept()));
    }

    private void begin(UUID server) {
        if (!underway.add(server)) return;
        Thread.ofVirtual().name("agent-round").start(() -> {
            try {
                turns.take(server).ifPresent(round::go);
            } catch (RuntimeException e) {
                log.warn("The round of server {} could not begin or end", server, e);
            } finally {
                underway.remove(server);
            }
        });
    }
}
