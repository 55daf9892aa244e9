package io.chantier.benches.servers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bench: apps at versions, on which sites live.
 *
 * @param releaseGroup what it was made from; null for one that was there before us
 * @param apps name to version; the version is empty where the agent does not tell it
 * @param sites the names of all its sites as the agent listed them last, ours or not
 */
public record Bench(
        UUID id,
        UUID server,
        String name,
        @Nullable UUID releaseGroup,
        Map<String, String> apps,
        List<String> sites,
        State state) {

    public enum State {
        ACTIVE,
        ARCHIVED,
        /** It was there once, and the agent lists it no longer. */
        MISSING
    }
}
