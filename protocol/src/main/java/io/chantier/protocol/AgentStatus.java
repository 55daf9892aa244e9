package io.chantier.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job, a step or a command of an agent stands. */
public enum AgentStatus {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("Success")
    SUCCESS,
    @JsonProperty("Failure")
    FAILURE;

    public boolean isOver() {
        return this == SUCCESS || this == FAILURE;
    }
}
