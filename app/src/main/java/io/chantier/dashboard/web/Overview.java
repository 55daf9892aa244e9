package io.chantier.dashboard.web;

import io.chantier.web.Badge;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the first page shows: how the sites stand, what is being worked on, what wants attention. */
public record Overview(List<Count> counts, List<Work> work, List<Recent> recent, List<Warning> warnings) {

    /** Nothing has been begun yet: the page is one field. */
    public boolean isEmpty() {
        return recent.isEmpty() && work.isEmpty();
    }

    public record Count(String key, long number, String tone, String icon, String path) {}

    /** @param stepKey key of the running step's name; empty before the first one */
    public record Work(String site, String path, String kindKey, String stepKey, int progress) {}

    /** @param picture address of a picture of it; null where there is none */
    public record Recent(
            String name,
            String slug,
            Badge badge,
            Instant at,
            @Nullable String picture) {

        public String letter() {
            return firstLetter(name);
        }
    }

    /** @param code worded by {@code warning.<code>} */
    public record Warning(String code, Map<String, String> arguments, String path) {}

    static String firstLetter(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse("·")
                .toUpperCase(Locale.ROOT);
    }
}
