package io.chantier.agent.commands;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Stands in the result of a step, or in a failure, for a command that the journal holds with its whole output. */
public record Reference(@JsonProperty(KEY) long number) {

    public static final String KEY = "agent_command";
}
