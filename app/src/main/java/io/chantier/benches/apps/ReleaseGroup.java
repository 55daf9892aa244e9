package io.chantier.benches.apps;

import java.time.Instant;
import java.util.UUID;

/**
 * A set of apps at versions, of which benches are made. It changes by a new state; benches stand at one of them.
 *
 * @param current the newest state
 */
public record ReleaseGroup(UUID id, String name, State current, Instant createdAt) {

    /**
     * What the group was made of at a time.
     *
     * @param number counts from 1
     * @param madeBy the name of whoever made it
     */
    public record State(int number, Lineup lineup, String madeBy, Instant madeAt) {}
}
