package io.chantier.sites.web;

import io.chantier.web.Badge;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The list of sites as it was asked for.
 *
 * @param total of all sites that are not archived, whatever the filter
 * @param next where the next page is; null on the last one
 */
public record SitesView(
        String text,
        @Nullable String state,
        List<Line> sites,
        List<Filter> filters,
        long total,
        @Nullable String next) {

    public boolean isFiltered() {
        return !text.isEmpty() || state != null;
    }

    /** @param troubled the last attempt failed, though the site's state may be good */
    public record Line(
            String name, String slug, String address, String source, Badge badge, boolean troubled, Instant createdAt) {

        public String letter() {
            return name.codePoints()
                    .filter(Character::isLetterOrDigit)
                    .mapToObj(Character::toString)
                    .findFirst()
                    .orElse("·")
                    .toUpperCase(Locale.ROOT);
        }
    }

    public record Filter(String key, String path, long number, boolean current) {}
}
