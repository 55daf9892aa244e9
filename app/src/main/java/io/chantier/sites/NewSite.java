package io.chantier.sites;

import org.jspecify.annotations.Nullable;

/**
 * What somebody types to get a site. Only one thing is needed: the address of the old site, or wishes that say what the
 * business does or how it is reached.
 *
 * @param slug made from the name or the address when it is not given
 */
public record NewSite(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String sourceUrl,
        @Nullable String language,
        @Nullable Wishes wishes) {

    public static NewSite from(String sourceUrl) {
        return new NewSite(null, null, sourceUrl, null, null);
    }
}
