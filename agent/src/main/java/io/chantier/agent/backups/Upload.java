package io.chantier.agent.backups;

/** How an upload ended. */
public sealed interface Upload {

    /** The object is there, and holds what the file holds. */
    record Verified() implements Upload {}

    /** Another try brings nothing. */
    record Refused(String said) implements Upload {}

    /** The other side may answer in a while. */
    record Unreachable(String said) implements Upload {}

    /** Nobody wants it any more. */
    record GivenUp() implements Upload {}
}
