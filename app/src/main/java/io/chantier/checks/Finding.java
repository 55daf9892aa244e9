package io.chantier.checks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a site, at the sentence where it is; worded by {@code finding.<code>}.
 *
 * @param page path of the page ({@code /services/}), or the data file ({@code data/content.json})
 * @param pointer where the words stand in the data ({@code content#/pages/0/sections/1/text}); null where unknown
 * @param excerpt the words in question, plain text
 */
public record Finding(
        String code,
        Severity severity,
        String page,
        @Nullable String pointer,
        String excerpt,
        Map<String, String> args) {

    private static final int LONGEST_EXCERPT = 240;

    public enum Severity {
        /** Stops publishing. */
        BLOCKING,
        WARNING
    }

    public Finding {
        args = Map.copyOf(args);
        excerpt = excerpt.length() > LONGEST_EXCERPT ? excerpt.substring(0, LONGEST_EXCERPT) + "…" : excerpt;
    }

    static Finding blocking(String code, String page, String excerpt) {
        return new Finding(code, Severity.BLOCKING, page, null, excerpt, Map.of());
    }

    static Finding warning(String code, String page, String excerpt) {
        return new Finding(code, Severity.WARNING, page, null, excerpt, Map.of());
    }

    Finding at(@Nullable String place) {
        return new Finding(code, severity, page, place, excerpt, args);
    }

    Finding with(Map<String, String> arguments) {
        return new Finding(code, severity, page, pointer, excerpt, arguments);
    }

    public boolean isBlocking() {
        return severity == Severity.BLOCKING;
    }
}
