package io.chantier.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list: the sort values of the item there, opaque to whoever pages. */
public record Cursor(List<String> values) {

    private static final String SEPARATOR = "\u001f";

    public Cursor {
        values = List.copyOf(values);
    }

    public static Cursor at(Object... values) {
        return new Cursor(Arrays.stream(values).map(String::valueOf).toList());
    }

    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the {@code cursor} of a request; null where it has none.
     *
     * @param count how many values there must be
     * @throws ProblemException when it is not a cursor of ours
     */
    public static @Nullable Cursor read(@Nullable String after, int count) {
        if (after == null || after.isEmpty()) return null;
        var values = values(after);
        if (values.size() != count) throw malformed();
        return new Cursor(values);
    }

    public String get(int index) {
        return values.get(index);
    }

    public Instant instant(int index) {
        try {
            return Instant.parse(get(index));
        } catch (DateTimeParseException _) {
            throw malformed();
        }
    }

    public UUID uuid(int index) {
        try {
            return UUID.fromString(get(index));
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(Problem.ofField("cursor", "malformed", Map.of()));
    }

    private static List<String> values(String after) {
        try {
            var bytes = Base64.getUrlDecoder().decode(after);
            return List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }
}
