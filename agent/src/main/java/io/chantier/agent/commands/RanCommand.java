package io.chantier.agent.commands;

import io.chantier.protocol.AgentCommand;

/** A command of a job, in the words of the contract; while it runs its output grows from one look to the next. */
public record RanCommand(long number, String step, AgentCommand told) {}
