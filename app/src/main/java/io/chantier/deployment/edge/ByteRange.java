package io.chantier.deployment.edge;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a file that a player asks for. */
sealed interface ByteRange {

    record Part(int first, int last) implements ByteRange {
        int length() {
            return last - first + 1;
        }
    }

    /** The file ends before that part begins. */
    record Beyond() implements ByteRange {}

    /** The whole file: nothing was asked, or more than one part, or nonsense. */
    record Whole() implements ByteRange {}

    Pattern SHAPE = Pattern.compile("bytes=(\\d{0,9})-(\\d{0,9})");

    static ByteRange of(@Nullable String header, int size) {
        if (header == null) return new Whole();
        var shape = SHAPE.matcher(header.strip());
        if (!shape.matches()) return new Whole();
        var from = shape.group(1);
        var to = shape.group(2);
        if (from.isEmpty() && to.isEmpty()) return new Whole();
        if (from.isEmpty()) return suffix(Integer.parseInt(to), size);
        int first = Integer.parseInt(from);
        int last = to.isEmpty() ? size - 1 : Math.min(Integer.parseInt(to), size - 1);
        if (first >= size) return new Beyond();
        return first > last ? new Whole() : new Part(first, last);
    }

    private static ByteRange suffix(int length, int size) {
        if (length == 0 || size == 0) return new Beyond();
        return new Part(Math.max(0, size - length), size - 1);
    }
}
