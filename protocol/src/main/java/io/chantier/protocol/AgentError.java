package io.chantier.protocol;

import java.util.List;

/** What went wrong, line by line. */
public record AgentError(List<String> error) {

    public AgentError {
        error = List.copyOf(error);
    }

    public static AgentError of(String line) {
        return new AgentError(List.of(line));
    }
}
