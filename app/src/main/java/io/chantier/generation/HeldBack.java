package io.chantier.generation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a person and an author wrote for the same place: what the author had written when the person replaced it, and what
 * an author wrote since and was not put there. Only so much of it is kept; what did not fit is offered by the next run.
 */
public final class HeldBack {

    /** Letters of JSON; the longest text that a schema takes is in it. */
    private static final int LONGEST = 6_000;

    private static final int MOST_LETTERS = 120_000;
    private static final String WAS = "was";
    private static final String OFFERED = "offered";
    private static final String FROM = "offeredFrom";

    private final ObjectNode entries;

    HeldBack(ObjectNode entries) {
        this.entries = entries;
    }

    /**
     * Three versions of one place; the third is what stands there.
     *
     * @param was what the author had written before the person; a missing node where there was nothing, or nobody kept it
     * @param offered what an author writes now
     * @param by who wrote that
     */
    public record Offer(String place, Hand hand, JsonNode was, JsonNode offered, Signature by) {}

    /** Everything that waits for a person's choice, in the order of the places. */
    public List<Offer> offers() {
        return entries.properties().stream()
                .flatMap(one -> offer(one.getKey()).stream())
                .sorted(Comparator.comparing(Offer::place))
                .toList();
    }

    /** What waits at this place, if anything does. */
    public Optional<Offer> offer(String place) {
        if (!(entries.get(place) instanceof ObjectNode entry) || !entry.has(OFFERED)) return Optional.empty();
        var by = Signature.read(entry.path(FROM));
        return Optional.of(new Offer(place, Hand.read(entry), entry.path(WAS), entry.path(OFFERED), by));
    }

    /** What an author had written there before a person did. */
    public JsonNode was(String place) {
        return entries.path(place).path(WAS);
    }

    /** The person keeps theirs: the same words are not offered again. */
    public void decline(String place) {
        if (!(entries.get(place) instanceof ObjectNode entry) || !entry.has(OFFERED)) return;
        entry.set(WAS, entry.get(OFFERED));
        clear(entry);
    }

    /** What was offered stands there now; it is the author's again. */
    public void accept(String place) {
        if (entries.get(place) instanceof ObjectNode entry && entry.get(FROM) instanceof ObjectNode from)
            entries.set(place, from.deepCopy());
    }

    /**
     * An author wrote something for a place that a person wrote.
     *
     * @param mine what stands there and stays
     * @param now what the author wrote
     * @param from what is known of that
     */
    public void offer(String place, JsonNode mine, JsonNode now, Optional<ObjectNode> from) {
        if (!(entries.get(place) instanceof ObjectNode entry)) return;
        clear(entry);
        if (now.isMissingNode() || now.equals(mine) || now.equals(entry.path(WAS)) || !fits(now)) return;
        entry.set(OFFERED, now.deepCopy());
        entry.set(
                FROM,
                from.map(ObjectNode::deepCopy)
                        .orElseGet(
                                () -> entries.objectNode().put("page", "author").put("excerpt", "")));
    }

    /** An author mended what stays a person's. */
    void offer(String author, String place, JsonNode mine, JsonNode now) {
        if (!entries.has(place))
            entry(place).map(ObjectNode::deepCopy).ifPresent(above -> {
                above.remove(WAS);
                clear(above);
                entries.set(place, above);
            });
        var from = entries.objectNode().put("by", author).put("page", "author").put("excerpt", "");
        offer(place, mine, now, Optional.of(from));
    }

    /** What is noted of the place itself, or of what it lies in. */
    Optional<ObjectNode> entry(String place) {
        for (var at = place; at.contains("/"); at = at.substring(0, at.lastIndexOf('/'))) {
            if (entries.get(at) instanceof ObjectNode entry) return Optional.of(entry);
        }
        return Optional.empty();
    }

    /** Nothing is offered there any more. */
    public void withdraw(String place) {
        if (entries.get(place) instanceof ObjectNode entry) clear(entry);
    }

    void base(ObjectNode entry, JsonNode old) {
        if (!old.isMissingNode() && fits(old)) entry.set(WAS, old.deepCopy());
    }

    static void copy(ObjectNode from, ObjectNode to) {
        for (var name : List.of(WAS, OFFERED, FROM)) if (from.has(name)) to.set(name, from.get(name));
    }

    /** Who wrote what was offered just now. */
    void sign(Signature by) {
        for (var entry : entries) if (entry.path(FROM) instanceof ObjectNode from && !from.has("at")) by.write(from);
    }

    private static void clear(ObjectNode entry) {
        entry.remove(OFFERED);
        entry.remove(FROM);
    }

    private boolean fits(JsonNode text) {
        var length = text.toString().length();
        if (length > LONGEST) return false;
        var letters = length;
        for (var entry : entries) letters += length(entry.path(WAS)) + length(entry.path(OFFERED));
        return letters <= MOST_LETTERS;
    }

    private static int length(JsonNode node) {
        return node instanceof MissingNode ? 0 : node.toString().length();
    }
}
