package io.chantier.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A program that a step ran; what is not known yet, or not at all, is absent.
 *
 * @param output grows while the command runs
 * @param traceback of a failure only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentCommand(
        String command,
        String directory,

        @JsonSerialize(using = AgentClock.WriteTime.class) @JsonDeserialize(using = AgentClock.ReadTime.class)
        LocalDateTime start,

        @JsonSerialize(using = AgentClock.WriteTime.class) @JsonDeserialize(using = AgentClock.ReadTime.class) @Nullable
        LocalDateTime end,

        @JsonSerialize(using = AgentClock.WriteCommandDuration.class)
        @JsonDeserialize(using = AgentClock.ReadDuration.class)
        @Nullable
        Duration duration,

        String output,
        @Nullable Integer returncode,
        AgentStatus status,
        @Nullable String traceback) {}
