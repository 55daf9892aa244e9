package io.chantier.editing;

import java.util.List;

/** A part of a form, made from the schema of what it edits. */
public sealed interface Piece {

    Pointer at();

    /**
     * One thing to type, choose or tick.
     *
     * @param value what stands there; a list's items one a line
     * @param most characters; 0 for no limit
     * @param options what may be chosen
     */
    record Field(Pointer at, Widget widget, String value, boolean required, int most, List<String> options)
            implements Piece {

        /** What the field is called: the member's name, for an item of a list the list's. */
        public String name() {
            return at.index() < 0 ? at.last() : at.parent().last();
        }

        /** Texts that belong to a list have no name of their own. */
        public boolean isItem() {
            return at.index() >= 0;
        }

        public boolean has(String option) {
            return value.lines().anyMatch(option::equals);
        }
    }

    enum Widget {
        LINE,
        TEXT,
        CHOICE,
        SWITCH,
        SEVERAL,
        PICTURE,
        VIDEO,
        COLOUR
    }

    /** Members that belong together. */
    record Group(Pointer at, List<Piece> pieces) implements Piece {}

    /**
     * A list whose items can be added, removed and moved.
     *
     * @param blank an empty item, to type another one
     */
    record Items(Pointer at, List<Piece> items, Piece blank, boolean isFull) implements Piece {

        public String name() {
            return at.last();
        }
    }
}
