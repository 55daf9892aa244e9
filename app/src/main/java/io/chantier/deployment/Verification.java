package io.chantier.deployment;

import io.chantier.jobs.Failure;
import java.net.URI;

/** What a look from outside showed. */
public sealed interface Verification {

    /** The published pages are served. */
    record Seen(URI address, String marker) implements Verification {}

    /** Something else, or nothing, is served. */
    record NotSeen(Failure why) implements Verification {}
}
