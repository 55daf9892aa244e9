package io.chantier.editing;

import io.chantier.generation.Hand;
import io.chantier.generation.Provenance;
import io.chantier.sites.HandEdits;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The data of a revision while somebody changes it, as one tree of {@code site}, {@code content} and {@code tokens}. */
public final class Draft {

    static final Map<String, String> FILES =
            Map.of("site", "data/site.json", "content", "data/content.json", "tokens", "design-tokens.json");

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final SortedMap<String, byte[]> files;
    private final ObjectNode before;
    private final ObjectNode root;
    private final Provenance provenance;
    private int copied;
    private @Nullable Errand errand;

    private Draft(SortedMap<String, byte[]> files, ObjectNode root) {
        this.files = files;
        this.before = root.deepCopy();
        this.root = root;
        this.provenance = Provenance.of(files);
    }

    /** What an author writes because a person asked for it. */
    private record Errand(String author, String wish) {}

    /** From now on an author writes what a person asked for. */
    Draft writtenBy(String author, String wish) {
        errand = new Errand(author, wish);
        return this;
    }

    private void note(Hand who, String place, JsonNode old) {
        if (errand == null) provenance.writtenBy(who, place, old);
        else provenance.writtenFor(who, errand.author(), errand.wish(), place, old);
    }

    public static Draft of(SortedMap<String, byte[]> files) {
        var root = JSON.createObjectNode();
        FILES.forEach((name, path) -> root.set(name, read(files.getOrDefault(path, new byte[0]))));
        return new Draft(files, root);
    }

    Draft copy() {
        return of(files());
    }

    public JsonNode root() {
        return root;
    }

    public Provenance provenance() {
        return provenance;
    }

    /** What stands there; a missing node where nothing does. */
    public JsonNode at(Pointer pointer) {
        return at(root, pointer);
    }

    static JsonNode at(JsonNode root, Pointer pointer) {
        JsonNode node = root;
        for (var step : pointer.steps()) {
            var index = Pointer.index(step);
            node = node.isArray() ? (index < 0 ? MissingNode.getInstance() : node.path(index)) : node.path(step);
        }
        return node;
    }

    /** Does what is asked in the name of somebody of whom nothing else is known. */
    boolean apply(Operation operation, String who) {
        return apply(operation, Hand.named(who));
    }

    /** Does what is asked in somebody's name; false where the place does not exist or is not as expected. */
    boolean apply(Operation operation, Hand who) {
        if (operation.at().isRoot()) return false;
        return switch (operation) {
            case Operation.Put(var at, var value) -> put(at, value, who);
            case Operation.Insert(var at, var value) -> insert(at, value, who);
            case Operation.Remove(var at) -> remove(at);
            case Operation.Move(var from, var at) -> move(from, at);
            case Operation.Copy(var from, var at) -> copy(from, at);
            case Operation.Test(var at, var value) -> at(at).equals(value);
        };
    }

    /** Other words for what stands there already, from wherever they came; nothing for none. */
    void rewrite(Pointer at, String text) {
        if (!at(at).isString() || at(at).stringValue().equals(text)) return;
        if (text.isEmpty()) remove(at);
        else if (at(at.parent()) instanceof ObjectNode object) object.put(at.last(), text);
        else if (at(at.parent()) instanceof ArrayNode list)
            list.set(at.index(), JsonNodeFactory.instance.stringNode(text));
    }

    /** Sets what a person says of a fact. */
    void tell(Hand who, Pointer at, JsonNode value, String fact, String words) {
        if (!put(at, value, Hand.NOBODY)) return;
        provenance.forget(at.place());
        provenance.told(who, fact, words, at.place());
    }

    /** Puts what stands at a place of another draft to a place of this one, with where it came from. */
    boolean adopt(Draft other, Pointer from, Pointer to, boolean asNewItem) {
        var value = other.at(from).deepCopy();
        if (!(asNewItem ? insert(to, value, Hand.NOBODY) : put(to, value, Hand.NOBODY))) return false;
        provenance.adopt(other.provenance, from.place(), to.place());
        return true;
    }

    /** A whole file in place of another one, in somebody's name. */
    void replace(String file, JsonNode value, Hand who) {
        put(Pointer.of(file), value, who);
    }

    /** Puts what an author wrote where a person did; the author answers for it. False where nothing is offered there. */
    boolean take(Pointer at) {
        var offer = provenance.heldBack().offer(at.place());
        if (offer.isEmpty() || !put(at, offer.get().offered().deepCopy(), Hand.NOBODY)) return false;
        provenance.forgetInside(at.place());
        provenance.heldBack().accept(at.place());
        return true;
    }

    /** The files with what was changed; those that nobody touched are the same bytes. */
    public SortedMap<String, byte[]> files() {
        var written = new TreeMap<>(files);
        FILES.forEach((name, path) -> {
            if (!root.get(name).equals(before.get(name))) written.put(path, JSON.writeValueAsBytes(root.get(name)));
        });
        if (!provenance.isAsIn(files)) written.put(Provenance.FILE, provenance.bytes());
        return written;
    }

    private boolean put(Pointer at, JsonNode value, Hand who) {
        var old = at(at).deepCopy();
        var container = container(at.steps());
        if (container instanceof ObjectNode object) object.set(at.last(), value);
        else if (container instanceof ArrayNode list && at.index() >= 0 && at.index() < list.size())
            list.set(at.index(), value);
        else if (container instanceof ArrayNode list && at.index() == list.size()) list.add(value);
        else return false;
        wrote(who, at, old, value);
        return true;
    }

    /** Only what is new was written by that person; what they sent back as it was keeps where it came from. */
    private void wrote(Hand who, Pointer at, JsonNode old, JsonNode now) {
        if (now.equals(old)) return;
        if (now.isObject() && old.isObject()) {
            for (var name : List.copyOf(old.propertyNames()))
                if (!now.has(name)) provenance.forget(at.child(name).place());
            now.properties().forEach(one -> wrote(who, at.child(one.getKey()), old.path(one.getKey()), one.getValue()));
        } else if (now.isArray() && old.isArray() && now.size() == old.size()) {
            for (var i = 0; i < now.size(); i++) wrote(who, at.child(i), old.get(i), now.get(i));
        } else {
            note(who, at.place(), old);
        }
    }

    /** The copy is nobody's word: what it says is examined like anything else. */
    private boolean copy(Pointer from, Pointer to) {
        var value = at(from);
        if (value.isMissingNode()) return false;
        copied += JSON.writeValueAsBytes(value).length;
        if (copied > HandEdits.MOST_BYTES || !insert(to, value.deepCopy(), Hand.NOBODY)) return false;
        var list = at(to.parent());
        provenance.forget((to.last().equals("-") ? to.parent().child(list.size() - 1) : to).place());
        return true;
    }

    /** What the last step lies in, made where it is missing; null where something else stands in the way. */
    private JsonNode container(List<String> steps) {
        JsonNode node = root;
        for (var at = 0; at < steps.size() - 1; at++) {
            var next = inside(node, steps.get(at));
            if (next.isMissingNode()) {
                var made = Pointer.index(steps.get(at + 1)) >= 0 ? JSON.createArrayNode() : JSON.createObjectNode();
                if (node instanceof ObjectNode object) object.set(steps.get(at), made);
                else if (node instanceof ArrayNode list && Pointer.index(steps.get(at)) == list.size()) list.add(made);
                else return MissingNode.getInstance();
                next = made;
            }
            node = next;
        }
        return node;
    }

    private static JsonNode inside(JsonNode node, String step) {
        return at(node, Pointer.of(step));
    }

    private boolean insert(Pointer at, JsonNode value, Hand who) {
        var parent = at(at.parent());
        if (!(parent instanceof ArrayNode list)) return parent.isObject() && put(at, value, who);
        var index = at.last().equals("-") ? list.size() : at.index();
        if (index < 0 || index > list.size()) return false;
        list.insert(index, value);
        provenance.shift(at.parent().place(), index, 1);
        note(who, at.parent().child(index).place(), MissingNode.getInstance());
        return true;
    }

    boolean remove(Pointer at) {
        if (at(at).isMissingNode()) return false;
        provenance.forget(at.place());
        if (at(at.parent()) instanceof ArrayNode list) {
            list.remove(at.index());
            provenance.shift(at.parent().place(), at.index() + 1, -1);
        } else if (at(at.parent()) instanceof ObjectNode object) {
            object.remove(at.last());
        }
        return true;
    }

    private boolean move(Pointer from, Pointer to) {
        var value = at(from);
        if (value.isMissingNode() || from.isRoot() || to.isIn(from)) return to.equals(from);
        var copy = value.deepCopy();
        var aside = new Pointer(List.of(from.steps().getFirst(), "~"));
        provenance.move(from.place(), aside.place());
        remove(from);
        if (!insert(to, copy, Hand.NOBODY)) return false;
        var list = at(to.parent());
        var at = to.last().equals("-") ? to.parent().child(list.size() - 1) : to;
        provenance.forget(at.place());
        provenance.move(aside.place(), at.place());
        return true;
    }

    private static JsonNode read(byte[] bytes) {
        try {
            var node = JSON.readTree(bytes);
            return node.isObject() ? node : JSON.createObjectNode();
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
