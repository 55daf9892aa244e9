package io.chantier.agent.backups;

/** How a download ended. */
public sealed interface Fetched {

    /** @param sha256 of the bytes, in hexadecimal digits */
    record Whole(long bytes, String sha256) implements Fetched {}

    /** Another try brings nothing. */
    record Refused(String said) implements Fetched {}

    /** The other side may answer in a while. */
    record Unreachable(String said) implements Fetched {}

    /** Nobody wants it any more. */
    record GivenUp() implements Fetched {}
}
