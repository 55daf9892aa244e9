package io.chantier.editing;

import static io.chantier.editing.Rebase.GONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Which items of a list are which items of a later one: first those that are the same, wherever they went, then those that
 * share words, then those that follow the same neighbour. A page stays with its path, a section with its type.
 */
final class Counterparts {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{4,}");
    private static final Set<String> NOT_SAID = Set.of("path", "type", "kind");

    private final ArrayNode before;
    private final ArrayNode now;
    private final int[] places;
    private final Set<Integer> free = new HashSet<>();

    Counterparts(ArrayNode before, ArrayNode now) {
        this.before = before;
        this.now = now;
        this.places = new int[before.size()];
        Arrays.fill(places, GONE);
        for (var i = 0; i < now.size(); i++) free.add(i);
    }

    /** For each item of the older list its index in the later one, or {@link Rebase#GONE}. */
    int[] places() {
        for (var i : lost()) if (before.get(i).equals(now.path(i))) match(i, i);
        for (var i : lost())
            free.stream()
                    .sorted()
                    .filter(at -> now.get(at).equals(before.get(i)))
                    .findFirst()
                    .ifPresent(at -> match(i, at));
        byWords();
        byNeighbour();
        byKind();
        return places;
    }

    private record Pair(int was, int is, int shared) {}

    private void byWords() {
        var then = words(before);
        var later = words(now);
        var pairs = new ArrayList<Pair>();
        for (var i : lost())
            for (var at : free) {
                var shared = shared(then.get(i), later.get(at));
                if (shared > 0 && isOfOneKind(i, at)) pairs.add(new Pair(i, at, shared));
            }
        pairs.sort(Comparator.comparingInt(Pair::shared)
                .reversed()
                .thenComparingInt(pair -> Math.abs(pair.was() - pair.is()))
                .thenComparingInt(Pair::was));
        for (var pair : pairs) if (places[pair.was()] == GONE && free.contains(pair.is())) match(pair.was(), pair.is());
    }

    private void byNeighbour() {
        var last = GONE;
        for (var i = 0; i < places.length; i++) {
            if (places[i] == GONE && free.contains(last + 1) && isOfOneKind(i, last + 1)) match(i, last + 1);
            if (places[i] != GONE) last = places[i];
        }
    }

    private void byKind() {
        for (var i : lost()) {
            var kind = kind(before.get(i));
            var others = free.stream()
                    .filter(at -> !kind.isEmpty() && isOfOneKind(i, at))
                    .toList();
            if (others.size() == 1) match(i, others.getFirst());
        }
    }

    private void match(int was, int is) {
        places[was] = is;
        free.remove(is);
    }

    private List<Integer> lost() {
        return IntStream.range(0, places.length)
                .filter(i -> places[i] == GONE)
                .boxed()
                .toList();
    }

    private boolean isOfOneKind(int was, int is) {
        return kind(before.get(was)).equals(kind(now.get(is)));
    }

    /** What a page or a section is told by, whatever it says. */
    private static String kind(JsonNode item) {
        return item.path("path").asString("") + item.path("type").asString("");
    }

    /** A few words that any two texts share tell nothing. */
    private static int shared(Set<String> some, Set<String> others) {
        var shared = (int) some.stream().filter(others::contains).count();
        return shared * 3 >= Math.min(some.size(), others.size()) ? shared : 0;
    }

    private static List<Set<String>> words(ArrayNode list) {
        return list.valueStream()
                .map(item -> {
                    Set<String> words = new HashSet<>();
                    collect(item, words);
                    return words;
                })
                .toList();
    }

    private static void collect(JsonNode node, Set<String> words) {
        if (node.isString()) WORD.matcher(node.stringValue()).results().forEach(word -> words.add(word.group()));
        else if (node.isObject())
            node.properties().stream()
                    .filter(member -> !NOT_SAID.contains(member.getKey()))
                    .forEach(member -> collect(member.getValue(), words));
        else node.forEach(inside -> collect(inside, words));
    }
}
