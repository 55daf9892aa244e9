package io.chantier.editing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person sent with a form.
 *
 * @param revision what they had before them
 * @param values what stands in each field, also in those that they left alone; an empty text means nothing
 * @param step what else they want, or null
 */
public record Typed(
        String revision,
        Map<Pointer, Entry> values,
        @Nullable Step step) {

    /** What stands in a field, in the form in which it is compared: a list's items one a line. */
    public record Entry(Form form, String text) {

        public enum Form {
            TEXT,
            FLAG,
            LIST
        }
    }

    /** A change of the order. */
    public record Step(Kind kind, Pointer at) {
        public enum Kind {
            UP,
            DOWN,
            REMOVE
        }
    }
}
