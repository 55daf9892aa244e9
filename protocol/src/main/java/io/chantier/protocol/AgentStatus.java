package io.chantier.protocol;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
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
    FAILURE,

    /** Only read, never said by ours: an agent of another version has a word for it that we do not know. */
    @JsonEnumDefaultValue
    @JsonProperty("Unknown")
    UNKNOWN;

    public boolean isOver() {
        return this == SUCCESS || this == FAILURE;
    }
}
