package io.chantier.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list.
 *
 * @param next to be sent as {@code cursor} for the part that follows; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** What a part of a list may hold at most. */
    public static final int LIMIT = 200;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * @param fetched up to {@code limit + 1} items: one more than wanted tells that there are more
     * @param cursor what the last item of a part is continued after
     */
    public static <T> Page<T> of(List<T> fetched, int limit, Function<T, Cursor> cursor) {
        if (fetched.size() <= limit) return new Page<>(fetched, null);
        var part = fetched.subList(0, limit);
        return new Page<>(part, cursor.apply(part.getLast()).text());
    }

    public <R> Page<R> map(Function<? super T, ? extends R> as) {
        return new Page<>(items.stream().<R>map(as).toList(), next);
    }

    /** The limit that a request asks for, kept between 1 and {@value #LIMIT}; 50 where it asks for none. */
    public static int limit(@Nullable Integer wanted) {
        return wanted == null ? 50 : Math.clamp(wanted, 1, LIMIT);
    }
}
