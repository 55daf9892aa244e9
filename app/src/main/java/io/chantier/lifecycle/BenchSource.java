package io.chantier.lifecycle;

import io.chantier.sites.SiteId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a new site on a bench begins with: a backup of another one of the team.
 *
 * @param site the other one
 * @param backup null for a copy, whose backup is made on the way
 */
record BenchSource(UUID site, @Nullable UUID backup) {

    static BenchSource backup(SiteId of, UUID backup) {
        return new BenchSource(of.value(), backup);
    }

    static BenchSource copy(SiteId of) {
        return new BenchSource(of.value(), null);
    }

    SiteId id() {
        return new SiteId(site);
    }

    /** Whether the new site is for trying things out, and must do no harm. */
    boolean isCopy() {
        return backup == null;
    }
}
