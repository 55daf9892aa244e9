package io.chantier.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A job as {@code GET /jobs/ID} tells it.
 *
 * @param agentJobId the asker's own name for it, from the header {@code X-Agent-Job-Id}
 * @param data the call while it is pending or running, then what the job returned or why it failed
 */
public record AgentJob(
        long id,
        @JsonProperty("agent_job_id") @Nullable String agentJobId,
        String name,
        AgentStatus status,

        @JsonSerialize(using = AgentClock.WriteTime.class) @JsonDeserialize(using = AgentClock.ReadTime.class)
        LocalDateTime enqueue,

        @JsonUnwrapped AgentSpan span,
        JsonNode data,
        List<AgentCommand> commands,
        List<AgentStep> steps) {

    public AgentJob {
        commands = List.copyOf(commands);
        steps = List.copyOf(steps);
    }

    /** What stands for a job that is told in a shape that we do not know; of it there is only who it is. */
    public static AgentJob unknown(long id, @Nullable String agentJobId) {
        return new AgentJob(
                id,
                agentJobId,
                "",
                AgentStatus.UNKNOWN,
                LocalDateTime.MIN,
                AgentSpan.NOT_BEGUN,
                Wire.emptyObject(),
                List.of(),
                List.of());
    }

    public Summary summary() {
        return new Summary(id, agentJobId, name, status, span.start(), span.end());
    }

    /** A job in the list of {@code GET /jobs}. */
    public record Summary(
            long id,
            @JsonProperty("agent_job_id") @Nullable String agentJobId,
            String name,
            AgentStatus status,

            @JsonSerialize(using = AgentClock.WriteTime.class)
            @JsonDeserialize(using = AgentClock.ReadTime.class)
            @Nullable
            LocalDateTime start,

            @JsonSerialize(using = AgentClock.WriteTime.class)
            @JsonDeserialize(using = AgentClock.ReadTime.class)
            @Nullable
            LocalDateTime end) {}
}
