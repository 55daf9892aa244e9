package io.chantier.editing;

import io.chantier.editing.Typed.Entry.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Does on the newest data what was proposed for older data, one operation after the other on both, so that each finds its
 * place though somebody else has moved, added or removed things since.
 */
final class Replay {

    private final Draft older;
    private final Draft newest;
    private final String who;
    private final List<Conflict> conflicts = new ArrayList<>();

    private Replay(Draft older, Draft newest, String who) {
        this.older = older;
        this.newest = newest;
        this.who = who;
    }

    /** @return where somebody else wrote something else meanwhile; the newest data are half done then, and to be thrown away */
    static List<Conflict> of(List<Operation> operations, Draft older, Draft newest, String who) {
        var replay = new Replay(older, newest, who);
        for (var operation : operations) {
            replay.step(operation);
            older.apply(operation, "");
        }
        return replay.conflicts;
    }

    private void step(Operation operation) {
        switch (operation) {
            case Operation.Put(var at, var value) ->
                untouched(at, value).ifPresent(place -> newest.apply(new Operation.Put(place, value), who));
            case Operation.Remove(var at) -> remove(at);
            case Operation.Insert(var at, var value) -> insert(at, value);
            case Operation.Move(var from, var at) -> move(from, at);
            case Operation.Copy copy -> throw new IllegalArgumentException("Nobody proposes " + copy);
            case Operation.Test test -> throw new IllegalArgumentException("Nobody proposes " + test);
        }
    }

    /** Where it stands now, unless somebody else wrote there; empty also where they wrote just that. */
    private Optional<Pointer> untouched(Pointer at, JsonNode mine) {
        var place = place(at);
        if (place.isEmpty()) return gone(at, mine);
        var now = newest.at(place.get());
        if (now.equals(older.at(at))) return place;
        if (!now.equals(mine))
            conflicts.add(new Conflict(place.get(), Form.TEXT, false, Differences.text(now), Differences.text(mine)));
        return Optional.empty();
    }

    /** What somebody else took away as well is no conflict. */
    private void remove(Pointer at) {
        if (place(at).filter(place -> !newest.at(place).isMissingNode()).isEmpty()) return;
        untouched(at, MissingNode.getInstance()).ifPresent(place -> newest.apply(new Operation.Remove(place), who));
    }

    private void insert(Pointer at, JsonNode value) {
        if (!(older.at(at.parent()) instanceof ArrayNode list)) {
            untouched(at, value).ifPresent(place -> newest.apply(new Operation.Insert(place, value), who));
            return;
        }
        var parent = place(at.parent());
        if (parent.isEmpty() || !(newest.at(parent.get()) instanceof ArrayNode now)) {
            gone(at, value);
            return;
        }
        if (now.valueStream().anyMatch(value::equals) && list.valueStream().noneMatch(value::equals)) return;
        newest.apply(new Operation.Insert(slot(at, list, parent.get()), value), who);
    }

    /** Before the item that stood there; at the end where it did, or where that item is gone. */
    private Pointer slot(Pointer at, ArrayNode list, Pointer parent) {
        var end = parent.child("-");
        return at.index() < 0 || at.index() >= list.size() ? end : place(at).orElse(end);
    }

    private void move(Pointer from, Pointer to) {
        var parent = place(to.parent());
        var source = untouched(from, older.at(from));
        if (source.isEmpty()) return;
        if (parent.isEmpty()) {
            gone(to, older.at(from));
            return;
        }
        var target = older.at(to.parent()) instanceof ArrayNode list
                ? slot(to, list, parent.get())
                : parent.get().child(to.last());
        newest.apply(new Operation.Move(source.get(), target), who);
    }

    private Optional<Pointer> place(Pointer at) {
        return new Rebase(older.root(), newest.root()).of(at);
    }

    private Optional<Pointer> gone(Pointer at, JsonNode mine) {
        conflicts.add(new Conflict(at, Form.TEXT, true, "", Differences.text(mine)));
        return Optional.empty();
    }
}
