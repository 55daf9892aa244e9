package io.chantier.benches.apps;

import java.util.Collection;
import org.springframework.modulith.NamedInterface;

/** How a site gets from one bench to another. */
@NamedInterface("hosting")
public enum Way {
    /** Its apps are the same there. */
    NONE,
    /** Its files move, its database stays as it is. */
    PULL,
    /** Its database changes as well. */
    MIGRATE,
    /** A version that changed the database would be left behind: only a backup leads back. */
    NO_WAY;

    /** For a site that has all these apps. */
    public static Way by(Collection<AppChange> changes) {
        if (changes.isEmpty()) return NONE;
        if (changes.stream().anyMatch(change -> change.kind() == AppChange.Kind.OLDER && change.migrates()))
            return NO_WAY;
        return changes.stream().anyMatch(AppChange::migrates) ? MIGRATE : PULL;
    }
}
