package io.chantier.deployment;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a published site is looked at from outside.
 *
 * @param address its public name
 * @param reach what is dialled instead of asking the DNS, with the public name as {@code Host}
 * @param mark what {@link #MARK} has to say there; empty where nothing else can answer by that name
 * @param patience how long the place may take to show what it was given
 */
public record Sight(URI address, Optional<URI> reach, Optional<String> mark, Duration patience) {

    /** The same without waiting for anything. */
    Sight atOnce() {
        return new Sight(address, reach, mark, Duration.ZERO);
    }

    /** Where a site says on which server it stands. */
    public static final String MARK = "/.well-known/chantier-place";
}
