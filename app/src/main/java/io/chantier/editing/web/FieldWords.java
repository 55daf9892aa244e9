package io.chantier.editing.web;

import io.chantier.editing.Piece;
import io.chantier.editing.Pointer;
import io.chantier.web.Frame;
import java.util.Locale;

/** What fields are called; a member that the bundles do not know yet is called as the schema calls it. */
public final class FieldWords {

    private FieldWords() {}

    public static String of(Frame frame, Pointer at) {
        if (at.index() < 0) return frame.sayIfKnown("edit.field." + at.last(), plain(at.last()));
        return frame.say(known(frame, "edit.item", at.parent().last()), "n", at.index() + 1);
    }

    /** @param kind {@code page}, {@code section.hero}, {@code business.contact} */
    public static String ofKind(Frame frame, String kind) {
        var name = kind.substring(kind.lastIndexOf('.') + 1);
        return frame.sayIfKnown("edit." + kind, frame.sayIfKnown("edit.field." + name, plain(name)));
    }

    public static String option(Frame frame, Piece.Field field, String option) {
        return frame.sayIfKnown("edit.option." + field.name() + "." + option, plain(option));
    }

    /** One more of the list, as in "add a question". */
    public static String another(Frame frame, Piece.Items items) {
        return frame.say(known(frame, "edit.another", items.name()));
    }

    private static String known(Frame frame, String key, String name) {
        return frame.words().has(frame.locale(), key + "." + name) ? key + "." + name : key;
    }

    /** {@code postalCode} as people write it: Postal code. */
    private static String plain(String name) {
        var words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
