package io.chantier.protocol;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A step of an agent's job; appears once it has begun.
 *
 * @param data what the step returned
 */
public record AgentStep(
        long id,
        String name,
        AgentStatus status,
        @JsonUnwrapped AgentSpan span,
        JsonNode data,
        List<AgentCommand> commands) {

    public AgentStep {
        commands = List.copyOf(commands);
    }
}
