package io.chantier.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What two states of a site's data say differently, place by place, for people to read. */
public final class Differences {

    private static final Set<String> MUTE = Set.of("type", "kind", "path", "image", "video", "href");
    private static final int SHORT = 40;

    private final List<Difference> found = new ArrayList<>();

    private final Draft after;

    private Differences(Draft after) {
        this.after = after;
    }

    /** A place that says something else than before. */
    public sealed interface Difference {

        Pointer at();

        /** Empty where nothing stood there, or nothing stands there any more. */
        record Text(Spot spot, Pointer at, JsonNode before, JsonNode after) implements Difference {}

        /** A list with other items, or its items in another order. */
        record Items(Spot spot, Pointer at, List<Item> items) implements Difference {

            /** The list as it was without those that are new, or as it would be without those that are gone. */
            public String told(Item.Fate without) {
                return items.stream()
                        .filter(item -> item.fate() != without)
                        .map(item -> text(item.value()))
                        .collect(Collectors.joining("\n"));
            }
        }

        Spot spot();
    }

    /**
     * Where people find it.
     *
     * @param page what its page is called; empty where it is on none
     * @param type of its section; empty where it is in none
     * @param title of its section
     * @param rest the steps that lead on from there
     */
    public record Spot(String page, String type, String title, List<Pointer> rest) {}

    /** An item of a list, in the order in which people read the change. */
    public record Item(Fate fate, JsonNode value) {
        public enum Fate {
            KEPT,
            GONE,
            NEW
        }
    }

    static List<Difference> of(Draft before, Draft after) {
        var differences = new Differences(after);
        for (var root : List.of("content", "site", "tokens")) {
            var at = Pointer.of(root);
            differences.compare(at, before.at(at), after.at(at));
        }
        return List.copyOf(differences.found);
    }

    /** All that a value says, in one line. */
    public static String text(JsonNode value) {
        var texts = new ArrayList<String>();
        collect(value, texts);
        return String.join(" · ", texts);
    }

    /** Whether people read what a member of this name says. */
    public static boolean isSaid(String name) {
        return !MUTE.contains(name);
    }

    private Spot spot(Pointer at) {
        var steps = at.steps();
        var isOnPage = steps.size() > 2
                && steps.get(0).equals("content")
                && steps.get(1).equals("pages");
        if (!isOnPage) return new Spot("", "", "", rest(at, 1));
        var page = after.at(new Pointer(steps.subList(0, 3)));
        var name = page.path("label").asString(page.path("title").asString(""));
        if (steps.size() < 5 || !steps.get(3).equals("sections")) return new Spot(name, "", "", rest(at, 3));
        var section = after.at(new Pointer(steps.subList(0, 5)));
        return new Spot(
                name, section.path("type").asString(""), section.path("title").asString(""), rest(at, 5));
    }

    /** An item says by itself of what list it is. */
    private static List<Pointer> rest(Pointer at, int from) {
        return IntStream.rangeClosed(from + 1, at.steps().size())
                .mapToObj(end -> new Pointer(at.steps().subList(0, end)))
                .filter(place -> place.equals(at)
                        || Pointer.index(at.steps().get(place.steps().size())) < 0)
                .toList();
    }

    private void compare(Pointer at, JsonNode before, JsonNode after) {
        if (before.equals(after)) return;
        if (before instanceof ObjectNode was && after instanceof ObjectNode is) {
            var names = new TreeSet<>(was.propertyNames());
            names.addAll(is.propertyNames());
            for (var name : names) compare(at.child(name), was.path(name), is.path(name));
        } else if (before instanceof ArrayNode was && after instanceof ArrayNode is) {
            items(at, was, is);
        } else if (before.isMissingNode() && after instanceof ArrayNode is) {
            items(at, Draft.JSON.createArrayNode(), is);
        } else if (before instanceof ArrayNode was && after.isMissingNode()) {
            items(at, was, Draft.JSON.createArrayNode());
        } else {
            found.add(new Difference.Text(spot(at), at, before, after));
        }
    }

    private void items(Pointer at, ArrayNode before, ArrayNode after) {
        var places = isOfShortTexts(before) && isOfShortTexts(after)
                ? equal(before, after)
                : new Counterparts(before, after).places();
        var matched = IntStream.of(places).filter(place -> place >= 0).boxed().toList();
        var isSameList = matched.size() == after.size()
                && matched.size() == before.size()
                && matched.equals(matched.stream().sorted().toList());
        if (!isSameList) found.add(new Difference.Items(spot(at), at, told(before, after, places)));
        for (var i = 0; i < places.length; i++)
            if (places[i] >= 0) compare(at.child(places[i]), before.get(i), after.get(places[i]));
    }

    /** What keeps its order is told once; what went elsewhere is gone here and new there. */
    private static List<Item> told(ArrayNode before, ArrayNode after, int[] places) {
        var kept = longestRising(places);
        var items = new ArrayList<Item>();
        var next = 0;
        for (var i = 0; i < places.length; i++) {
            if (!kept.contains(i)) {
                items.add(new Item(Item.Fate.GONE, before.get(i)));
                continue;
            }
            while (next < places[i]) items.add(new Item(Item.Fate.NEW, after.get(next++)));
            items.add(new Item(Item.Fate.KEPT, after.get(next++)));
        }
        while (next < after.size()) items.add(new Item(Item.Fate.NEW, after.get(next++)));
        return items;
    }

    private static Set<Integer> longestRising(int[] places) {
        List<List<Integer>> best = new ArrayList<>();
        for (var i = 0; i < places.length; i++) {
            List<Integer> longest = List.of();
            for (var j = 0; j < i; j++)
                if (places[i] >= 0
                        && places[j] >= 0
                        && places[j] < places[i]
                        && best.get(j).size() > longest.size()) longest = best.get(j);
            var own = new ArrayList<>(longest);
            if (places[i] >= 0) own.add(i);
            best.add(own);
        }
        return best.stream()
                .reduce((one, other) -> other.size() > one.size() ? other : one)
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    private static boolean isOfShortTexts(ArrayNode list) {
        return list.valueStream()
                .allMatch(item -> item.isValueNode() && item.asString("").length() <= SHORT);
    }

    private static int[] equal(ArrayNode before, ArrayNode after) {
        var taken = new TreeSet<Integer>();
        return IntStream.range(0, before.size())
                .map(i -> IntStream.range(0, after.size())
                        .filter(k -> before.get(i).equals(after.get(k)) && taken.add(k))
                        .findFirst()
                        .orElse(Rebase.GONE))
                .toArray();
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isContainer()) {
            var said = node.isObject()
                    ? node.properties().stream()
                            .filter(member -> isSaid(member.getKey()))
                            .map(java.util.Map.Entry::getValue)
                            .collect(Collectors.toList())
                    : node.valueStream().toList();
            said.forEach(inside -> collect(inside, texts));
        } else if (!(node instanceof MissingNode) && !node.asString("").isBlank()) {
            texts.add(node.asString(""));
        }
    }
}
