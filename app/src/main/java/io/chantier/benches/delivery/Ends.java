package io.chantier.benches.delivery;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Jobs;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How jobs end: the row and the signal to whoever waits, both or neither. */
@Component
class Ends {

    private final JobRows rows;
    private final Jobs jobs;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Ends(
            JobRows rows,
            Jobs jobs,
            Clock clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.jobs = jobs;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Only the first end counts. */
    boolean end(UUID id, AgentJobState state, @Nullable Failure why) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var awaited = rows.end(id, state, why, clock.instant());
            if (awaited.isPresent()) events.publishEvent(new AgentJobEnded(id));
            // A signal is kept until somebody takes it: none is sent to nobody.
            if (awaited.orElse(false)) jobs.signal(OrderedJob.signal(id), state.name());
            return awaited.isPresent();
        }));
    }

    /** Somebody called it off before the agent had it. */
    boolean calledOff(OrderedJob job) {
        return end(job.id(), AgentJobState.FAILURE, new Failure("agent-job-cancelled", arguments(job)));
    }

    /** The agent will not do it. A person knows the job by its name, not by its route. */
    void refused(OrderedJob job, AgentTrouble trouble) {
        var why = trouble.why();
        var words = new HashMap<>(why.arguments());
        words.computeIfPresent("job", (_, _) -> job.order().name());
        end(job.id(), AgentJobState.FAILURE, new Failure(why.code(), words));
    }

    /** Its time is over. */
    void overdue(OrderedJob job) {
        var last = job.reason();
        if (job.state() != AgentJobState.UNDELIVERED) {
            var why = last == null ? new Failure("agent-job-overdue", arguments(job)) : last;
            end(job.id(), AgentJobState.FAILURE, why);
        } else if (job.progress().unsure() || last == null) {
            end(job.id(), AgentJobState.DELIVERY_FAILURE, new Failure("agent-job-undelivered", arguments(job)));
        } else {
            end(job.id(), AgentJobState.DELIVERY_FAILURE, last);
        }
    }

    static Map<String, String> arguments(OrderedJob job) {
        return Map.of("job", job.order().name(), "path", job.order().path());
    }
}
