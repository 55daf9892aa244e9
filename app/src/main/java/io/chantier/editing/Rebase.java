package io.chantier.editing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Finds in the newest data what a person had before them in older data, though somebody else has moved, added or removed
 * things since.
 */
final class Rebase {

    static final int GONE = -1;

    private final JsonNode older;
    private final JsonNode newest;
    /** By the older list, each of which stands against one newer list; null where either may still be changed. */
    private final @Nullable Map<ArrayNode, int[]> known;

    Rebase(JsonNode older, JsonNode newest) {
        this(older, newest, null);
    }

    private Rebase(JsonNode older, JsonNode newest, @Nullable Map<ArrayNode, int[]> known) {
        this.older = older;
        this.newest = newest;
        this.known = known;
    }

    /** Between data that nobody changes any more, where many places are asked for. */
    static Rebase ofSettled(JsonNode older, JsonNode newest) {
        return new Rebase(older, newest, new IdentityHashMap<>());
    }

    /** Where it stands now; empty where it is gone. */
    Optional<Pointer> of(Pointer at) {
        var was = older;
        var is = newest;
        var steps = new ArrayList<String>();
        for (var step : at.steps()) {
            var next = step;
            if (was instanceof ArrayNode before && Pointer.index(step) >= 0 && is instanceof ArrayNode now) {
                var index = place(before, now, Pointer.index(step));
                if (index == GONE) return Optional.empty();
                next = Integer.toString(index);
            }
            steps.add(next);
            was = Draft.at(was, Pointer.of(step));
            is = Draft.at(is, Pointer.of(next));
        }
        return Optional.of(new Pointer(steps));
    }

    /** An item that is new stays new. */
    private int place(ArrayNode before, ArrayNode now, int index) {
        if (before.equals(now)) return index;
        return index < before.size() ? places(before, now)[index] : now.size() + index - before.size();
    }

    private int[] places(ArrayNode before, ArrayNode now) {
        if (known == null) return new Counterparts(before, now).places();
        return known.computeIfAbsent(before, list -> new Counterparts(list, now).places());
    }
}
