package io.chantier.editing;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what an author proposes: of a JSON Patch (RFC 6902) only what changes something. */
final class Patch {

    private Patch() {}

    sealed interface Read {
        record Known(Operation operation) implements Read {}

        /** It points to what is not the site's data. */
        record Elsewhere() implements Read {}

        record Malformed() implements Read {}
    }

    static Read read(JsonNode one) {
        var at = pointer(one.path("path"));
        if (at.isEmpty()) return new Read.Elsewhere();
        var value = one.get("value");
        return switch (one.path("op").asString("")) {
            case "add" -> value == null ? new Read.Malformed() : new Read.Known(new Operation.Insert(at.get(), value));
            case "replace" -> value == null ? new Read.Malformed() : new Read.Known(new Operation.Put(at.get(), value));
            case "remove" -> new Read.Known(new Operation.Remove(at.get()));
            case "move" ->
                pointer(one.path("from"))
                        .<Read>map(from -> new Read.Known(new Operation.Move(from, at.get())))
                        .orElseGet(Read.Elsewhere::new);
            default -> new Read.Malformed();
        };
    }

    private static Optional<Pointer> pointer(JsonNode text) {
        var path = text.asString("");
        return path.startsWith("/") ? Pointer.read(path).filter(at -> !at.isRoot()) : Optional.empty();
    }
}
