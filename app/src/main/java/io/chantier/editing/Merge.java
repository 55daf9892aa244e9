package io.chantier.editing;

import io.chantier.editing.Typed.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a form changes, on top of what others have changed since it was opened. */
final class Merge {

    /** A logo without a picture is none. */
    private static final Pointer LOGO = Pointer.of("site", "logo", "image");

    private static final String SECTIONS = "sections";

    private final JsonNode seen;
    private final JsonNode newest;
    private final Rebase rebase;
    private final List<Operation> puts = new ArrayList<>();
    private final List<Pointer> removals = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private Merge(Draft seen, Draft newest) {
        this.seen = seen.root();
        this.newest = newest.root();
        this.rebase = new Rebase(this.seen, this.newest);
    }

    record Merged(List<Operation> operations, List<Conflict> conflicts) {}

    static Merged of(Draft seen, Draft newest, Typed typed) {
        var merge = new Merge(seen, newest);
        typed.values().forEach(merge::field);
        var step = typed.step();
        if (step != null && merge.conflicts.isEmpty()) merge.step(step);
        return merge.merged();
    }

    private Merged merged() {
        var operations = new ArrayList<>(puts);
        operations.addAll(removals());
        return new Merged(operations, conflicts);
    }

    /** What lies deepest first, and from the last item of a list to its first, so that nothing moves before its turn. */
    private List<Operation.Remove> removals() {
        return removals.stream()
                .map(at -> isLeftEmpty(at.parent()) ? at.parent() : at)
                .distinct()
                .map(this::moved)
                .sorted(Comparator.comparingInt((Pointer at) -> at.steps().size())
                        .thenComparingInt(Pointer::index)
                        .reversed())
                .map(Operation.Remove::new)
                .toList();
    }

    /** A list without an item is none: the template wants at least one in each but the list of sections. */
    private boolean isLeftEmpty(Pointer list) {
        var going = removals.stream().filter(at -> at.parent().equals(list)).count();
        return !list.last().equals(SECTIONS)
                && Draft.at(newest, list) instanceof ArrayNode items
                && going >= items.size()
                && puts.stream().noneMatch(one -> one.at().isIn(list));
    }

    /** Where it stands after the step; items that change places take along what is in them. */
    private Pointer moved(Pointer at) {
        if (puts.isEmpty() || !(puts.getLast() instanceof Operation.Move(var from, var to))) return at;
        if (at.isIn(from)) return at.rebased(from, to);
        return at.isIn(to) ? at.rebased(to, from) : at;
    }

    private void field(Pointer at, Entry mine) {
        var before = text(Draft.at(seen, at), mine.form());
        if (mine.text().equals(before)) return;
        var place = rebase.of(at);
        if (place.isEmpty()) {
            conflicts.add(new Conflict(at, mine.form(), true, "", mine.text()));
            return;
        }
        var theirs = text(Draft.at(newest, place.get()), mine.form());
        if (theirs.equals(mine.text())) return;
        if (!theirs.equals(before)) conflicts.add(new Conflict(place.get(), mine.form(), false, theirs, mine.text()));
        else if (mine.text().isEmpty() && mine.form() == Entry.Form.TEXT)
            removals.add(at.equals(LOGO) ? at.parent() : place.get());
        else puts.add(new Operation.Put(place.get(), value(mine)));
    }

    private void step(Typed.Step step) {
        var place = rebase.of(step.at());
        if (place.isEmpty()) return;
        var at = place.get();
        var last = Draft.at(newest, at.parent()).size() - 1;
        switch (step.kind()) {
            case UP -> {
                if (at.index() > 0) puts.add(new Operation.Move(at, at.parent().child(at.index() - 1)));
            }
            case DOWN -> {
                if (at.index() < last)
                    puts.add(new Operation.Move(at, at.parent().child(at.index() + 1)));
            }
            case REMOVE -> {
                removals.removeIf(one -> one.isIn(at));
                puts.removeIf(one -> one.at().isIn(at));
                removals.add(at);
            }
        }
    }

    static String text(JsonNode node, Entry.Form form) {
        return switch (form) {
            case TEXT -> node.isString() ? plain(node.stringValue()) : node.isValueNode() ? node.asString("") : "";
            case FLAG -> Boolean.toString(node.asBoolean(false));
            case LIST ->
                node.valueStream()
                        .map(item -> item.asString(""))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("");
        };
    }

    /** Browsers send line breaks as two characters. */
    static String plain(String text) {
        return text.replace("\r\n", "\n").strip();
    }

    static JsonNode value(Entry entry) {
        return switch (entry.form()) {
            case TEXT -> JsonNodeFactory.instance.stringNode(entry.text());
            case FLAG -> JsonNodeFactory.instance.booleanNode(entry.text().equals("true"));
            case LIST -> {
                var list = Draft.JSON.createArrayNode();
                entry.text().lines().filter(line -> !line.isEmpty()).forEach(list::add);
                yield list;
            }
        };
    }
}
