package io.chantier.generation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a data file that still knows where its words came from. */
sealed interface Piece {

    /** @param origin absent for words of the interface, which state nothing */
    record Words(String text, @Nullable Origin origin) implements Piece {}

    record Flag(boolean value) implements Piece {}

    record Count(int value) implements Piece {}

    record Rows(List<Piece> items) implements Piece {

        Rows() {
            this(new ArrayList<>());
        }

        Rows add(Piece piece) {
            items.add(piece);
            return this;
        }

        boolean isEmpty() {
            return items.isEmpty();
        }

        static Rows of(List<? extends Piece> pieces) {
            return new Rows(new ArrayList<>(pieces));
        }
    }

    /** What is empty is left out, as the schemas want it. */
    record Sheet(
            LinkedHashMap<String, Piece> fields, @Nullable Origin origin) implements Piece {

        Sheet() {
            this(new LinkedHashMap<>(), null);
        }

        static Sheet from(Origin origin) {
            return new Sheet(new LinkedHashMap<>(), origin);
        }

        Sheet put(String name, Piece piece) {
            var empty = switch (piece) {
                case Words words -> words.text().isBlank();
                case Rows rows -> rows.isEmpty();
                case Sheet sheet -> sheet.fields().isEmpty();
                case Flag _, Count _ -> false;
            };
            if (!empty) fields.put(name, piece);
            return this;
        }

        Sheet put(String name, String word) {
            return put(name, new Words(word, null));
        }

        Sheet put(String name, String text, Origin from) {
            return put(name, new Words(text, from));
        }

        Sheet put(String name, Sentence sentence) {
            return put(name, new Words(sentence.text(), sentence.origin()));
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }
    }
}
