package io.chantier.generation.claude;

import tools.jackson.databind.JsonNode;

/** How a run of Claude Code ended. */
public sealed interface Ending {

    Spent spent();

    /** @param answer the structured answer; a missing node where none was asked for */
    record Answered(JsonNode answer, Spent spent) implements Ending {}

    /** @param detail the program's own words, one line, for the operator */
    record Failed(Trouble trouble, String detail, Spent spent) implements Ending {}

    /** The job was cancelled; the program is gone. */
    record Unwanted(Spent spent) implements Ending {}
}
