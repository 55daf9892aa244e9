package io.chantier.editing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Finds in the newest data what a person had before them in older data, though somebody else has moved, added or removed
 * things since.
 */
final class Rebase {

    private static final int GONE = -1;

    private final JsonNode older;
    private final JsonNode newest;

    Rebase(JsonNode older, JsonNode newest) {
        this.older = older;
        this.newest = newest;
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
    private static int place(ArrayNode before, ArrayNode now, int index) {
        if (before.equals(now)) return index;
        return index < before.size() ? places(before, now)[index] : now.size() + index - before.size();
    }

    /** First what is still the same, wherever it went; the rest in its order, if it can be told apart. */
    private static int[] places(ArrayNode before, ArrayNode now) {
        var places = new int[before.size()];
        Arrays.fill(places, GONE);
        var free = new ArrayList<Integer>();
        for (var i = 0; i < now.size(); i++) free.add(i);
        for (var i = 0; i < places.length; i++) {
            var item = before.get(i);
            var same = item.equals(now.path(i)) && free.contains(i)
                    ? i
                    : first(free, at -> now.get(at).equals(item));
            places[i] = same;
            free.removeIf(at -> at == same);
        }
        var lost = Arrays.stream(places).filter(place -> place == GONE).count();
        var inOrder = lost == free.size();
        for (var i = 0; i < places.length; i++) {
            if (places[i] != GONE) continue;
            var kind = kind(before.get(i));
            var next = first(
                    free, at -> inOrder || (!kind.isEmpty() && kind(now.get(at)).equals(kind)));
            places[i] = next;
            free.removeIf(at -> at == next);
        }
        return places;
    }

    /** What a page or a section is told by, whatever it says. */
    private static String kind(JsonNode item) {
        return item.path("path").asString("") + item.path("type").asString("");
    }

    private static int first(List<Integer> free, java.util.function.IntPredicate wanted) {
        return free.stream()
                .mapToInt(Integer::intValue)
                .filter(wanted)
                .findFirst()
                .orElse(GONE);
    }
}
