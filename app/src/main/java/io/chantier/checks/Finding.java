package io.chantier.checks;

import io.chantier.values.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

    /** Tells two excerpts apart that begin alike. */
    private static final String WHOLE = "excerpt.digest";

    /** Nobody may answer for these: the site would not be what was examined, or would run what is not ours. */
    private static final Set<String> NEVER_WAIVED = Set.of(
            "data-missing",
            "data-unreadable",
            "data-schema",
            "marker-missing",
            "link-scheme",
            "picture-foreign",
            "code-foreign",
            "path-outside");

    public enum Severity {
        /** Stops publishing. */
        BLOCKING,
        WARNING
    }

    public Finding {
        var known = new HashMap<>(args);
        if (excerpt.length() > LONGEST_EXCERPT)
            known.putIfAbsent(WHOLE, Digest.of(excerpt).value());
        args = Map.copyOf(known);
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
        var all = new HashMap<>(args);
        all.putAll(arguments);
        return new Finding(code, severity, page, pointer, excerpt, all);
    }

    /**
     * Names the finding in every revision in which the same text stands in the same place. What stands on many pages
     * because it is a fact of the business is one place.
     */
    public String id() {
        var place = pointer != null && pointer.startsWith("site#") ? pointer : page;
        var text = args.getOrDefault(WHOLE, excerpt.replace("\u0000", ""));
        return Digest.of(code + "\n" + place + "\n" + text).value().substring(0, 32);
    }

    /** Whether a person may answer for it by name. */
    public boolean isWaivable() {
        return !NEVER_WAIVED.contains(code);
    }

    public boolean isBlocking() {
        return severity == Severity.BLOCKING;
    }
}
