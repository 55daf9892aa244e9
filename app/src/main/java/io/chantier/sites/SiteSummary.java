package io.chantier.sites;

import io.chantier.values.Slug;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A site as one line of a long list.
 *
 * @param revision the newest one; null where nothing was written yet
 * @param problem why it is BROKEN, or why the last attempt failed
 */
public record SiteSummary(
        SiteId id,
        Slug slug,
        About about,
        SiteState state,
        @Nullable String revision,
        @Nullable SiteProblem problem,
        Instant createdAt) {

    /** What people call it and where it came from. */
    public record About(
            String name,
            @Nullable String sourceUrl,
            @Nullable String language) {}

    public String name() {
        return about.name();
    }
}
