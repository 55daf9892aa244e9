package io.chantier.protocol;

import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * When a job or a step began and ended, by the agent's own clock.
 *
 * @param duration null until the end
 */
public record AgentSpan(
        @JsonSerialize(using = AgentClock.WriteTime.class) @JsonDeserialize(using = AgentClock.ReadTime.class) @Nullable
        LocalDateTime start,

        @JsonSerialize(using = AgentClock.WriteTime.class) @JsonDeserialize(using = AgentClock.ReadTime.class) @Nullable
        LocalDateTime end,

        @JsonSerialize(using = AgentClock.WriteDuration.class)
        @JsonDeserialize(using = AgentClock.ReadDuration.class)
        @Nullable
        Duration duration) {

    public static final AgentSpan NOT_BEGUN = new AgentSpan(null, null, null);

    public static AgentSpan of(@Nullable LocalDateTime start, @Nullable LocalDateTime end) {
        return new AgentSpan(start, end, start == null || end == null ? null : Duration.between(start, end));
    }
}
