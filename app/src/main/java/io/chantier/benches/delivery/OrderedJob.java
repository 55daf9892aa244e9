package io.chantier.benches.delivery;

import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentJob;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that was ordered from an agent, and what became of it.
 *
 * @param order without its body, which is sealed
 * @param told what the agent told last, without secrets; null before it told anything
 * @param reason why it failed; null where it did not, or where only the agent's own steps tell
 * @param changes grows with everything that changes here
 */
public record OrderedJob(
        UUID id,
        Order order,
        AgentJobState state,
        Progress progress,
        @Nullable AgentJob told,
        @Nullable Failure reason,
        long changes) {

    /** What was ordered, as far as everybody may know it. */
    public record Order(
            UUID server,
            UUID team,
            @Nullable UUID site,
            String name,
            AgentJobType type,
            String method,
            String path,
            @Nullable UUID retryOf) {}

    /**
     * How far it came.
     *
     * @param unsure it may have reached the agent although no answer reached us
     * @param number the agent's own for it; null before it is delivered
     * @param tries how often it was sent
     * @param nextAt when it is sent next, as long as it is undelivered
     */
    public record Progress(
            boolean unsure, @Nullable Long number, int tries, Instant nextAt, boolean cancelAsked, Times times) {}

    public record Times(
            Instant orderedAt,
            Instant deadline,
            @Nullable Instant deliveredAt,
            @Nullable Instant endedAt) {}

    /** The signal of {@link io.chantier.jobs.Jobs} that tells its end, with the state as payload. */
    public String signal() {
        return signal(id);
    }

    /** The same for one that is only known by its id. */
    public static String signal(UUID id) {
        return "agent-job:" + id;
    }
}
