package io.chantier.benches.apps;

import org.springframework.modulith.NamedInterface;

/**
 * What becomes of an app where a site goes from one bench to another.
 *
 * @param from its version; empty where the app comes in, or nobody tells
 * @param to its version there; empty where the app goes, or nobody tells
 * @param migrates whether a version on the way changes the database of a site that has the app
 */
@NamedInterface("hosting")
public record AppChange(String app, Kind kind, String from, String to, boolean migrates) {

    /** What becomes of it. */
    @NamedInterface("hosting")
    public enum Kind {
        ADDED,
        REMOVED,
        NEWER,
        OLDER,
        /** One of the two benches does not tell its version. */
        UNKNOWN
    }
}
