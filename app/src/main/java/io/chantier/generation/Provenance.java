package io.chantier.generation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where each text of a site's data came from, by its place: {@code content#/pages/0/title}. What a person writes loses
 * where it was read and is theirs from then on; what moves takes its provenance along.
 */
public final class Provenance {

    public static final String FILE = DataFiles.PROVENANCE;

    private static final String HAND = "hand";
    private static final String BRIEF = "brief";
    private static final String AUTHOR = "author";
    private static final String DISPLACED = "displaced";
    private static final String VIA = "via";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode file;

    private Provenance(ObjectNode file) {
        this.file = file;
    }

    /** Where a text came from. */
    public sealed interface Said {

        /** @param page its address on the old site */
        record OnPage(String page, String excerpt) implements Said {}

        record InBrief(String excerpt) implements Said {}

        /** An author wrote it, and said of nothing that it came from there. */
        record ByAuthor(String author) implements Said {}

        /** A person wrote it. */
        record ByHand(String who) implements Said {}
    }

    /** The provenance in a revision's files; empty where they have none. */
    public static Provenance of(SortedMap<String, byte[]> files) {
        var read = read(files.getOrDefault(FILE, new byte[0]));
        var file = read instanceof ObjectNode object
                ? object
                : JSON.createObjectNode().put("version", 1);
        if (!(file.get("entries") instanceof ObjectNode)) file.putObject("entries");
        return new Provenance(file);
    }

    /** A copy, to look things up in while the other is changed. */
    static Provenance of(Provenance other) {
        return new Provenance(other.file.deepCopy());
    }

    /**
     * Every text that a person wrote into the data: they answer for it as for a brief. Where an author wrote what a person
     * had asked for, it is what they asked.
     */
    public static Set<String> writtenByHand(SortedMap<String, byte[]> files) {
        var texts = new HashSet<String>();
        for (var entry : of(files).entries().properties()) {
            if (!entry.getValue().path("page").asString("").equals(HAND)) continue;
            if (entry.getValue().has(VIA)) {
                texts.add(entry.getValue().path("excerpt").asString(""));
                continue;
            }
            var place = entry.getKey().split("#", 2);
            if (place.length == 2) collect(at(files, place[0], place[1]), texts);
        }
        return texts;
    }

    /** A text that a person wrote and that found no place when the site was made anew. */
    public record Displaced(String place, String who, String text) {

        private static final int ENOUGH = 160;

        /** Enough of it to know it again, in one line. */
        public String shortened() {
            var line = text.replaceAll("\\s+", " ").strip();
            return line.length() > ENOUGH ? line.substring(0, ENOUGH) + "…" : line;
        }
    }

    /** The places where a person wrote; what lies in one of them is not told again. */
    public List<String> placesByHand() {
        var places = entries().properties().stream()
                .filter(entry -> entry.getValue().path("page").asString("").equals(HAND))
                .map(java.util.Map.Entry::getKey)
                .toList();
        return places.stream()
                .filter(place ->
                        places.stream().noneMatch(other -> !other.equals(place) && place.startsWith(other + "/")))
                .toList();
    }

    /** Takes over what another revision's provenance knows of a place and of what lies in it. */
    public void adopt(Provenance other, String from, String to) {
        forget(to);
        for (var place : other.placesIn(from))
            entries()
                    .set(
                            to + place.substring(from.length()),
                            other.entries().get(place).deepCopy());
    }

    /** What nobody has dealt with yet. */
    public List<Displaced> displaced() {
        return file.path(DISPLACED)
                .valueStream()
                .map(one -> new Displaced(
                        one.path("place").asString(""),
                        one.path("by").asString(""),
                        one.path("text").asString("")))
                .toList();
    }

    public void displace(List<Displaced> texts) {
        file.remove(DISPLACED);
        if (texts.isEmpty()) return;
        var list = file.putArray(DISPLACED);
        for (var one : texts)
            list.addObject().put("place", one.place()).put("by", one.who()).put("text", one.text());
    }

    /** Of the place itself, or of what it lies in. */
    public Optional<Said> of(String place) {
        for (var at = place; at.contains("/"); at = at.substring(0, at.lastIndexOf('/'))) {
            if (entries().get(at) instanceof ObjectNode entry) return Optional.of(said(entry));
        }
        return Optional.empty();
    }

    /** The places that state a fact. */
    public List<String> placesOf(String fact) {
        return entries().properties().stream()
                .filter(entry -> entry.getValue().path("fact").asString("").equals(fact))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** A person wrote what stands there now. */
    public void writtenBy(String who, String place) {
        forget(place);
        entries().putObject(place).put("page", HAND).put("excerpt", "").put("by", who);
    }

    /**
     * An author wrote what stands there now because a person asked for it and agreed to the words: it is kept like that
     * person's own, but only what they said themselves speaks for it.
     *
     * @param wish what they asked for
     */
    public void writtenFor(String who, String author, String wish, String place) {
        forget(place);
        entries()
                .putObject(place)
                .put("page", HAND)
                .put("excerpt", wish)
                .put("by", who)
                .put(VIA, author);
    }

    /**
     * An author wrote what stands there now.
     *
     * @param from what it wrote it from; empty where it did not say
     */
    void written(String author, Optional<Origin> from, String place) {
        forget(place);
        var entry = entries().putObject(place).put("by", author);
        if (from.isEmpty()) {
            entry.put("page", AUTHOR).put("excerpt", "");
            return;
        }
        var fact = from.get().fact();
        if (fact != null) entry.put("fact", fact.toString());
        entry.put("page", from.get().page()).put("excerpt", from.get().excerpt());
    }

    /** An author said in other words what stood there; where that came from stays known. */
    void reworded(String author, String place) {
        if (entries().get(place) instanceof ObjectNode entry) entry.put("by", author);
        else written(author, Optional.empty(), place);
    }

    /** What stands there now is what a person says of the fact. */
    public void told(String fact, String words, String place) {
        forget(place);
        entries().putObject(place).put("fact", fact).put("page", BRIEF).put("excerpt", words);
    }

    /** Nothing stands there any more. */
    public void forget(String place) {
        entries().remove(placesIn(place));
    }

    /** Items from this one on have moved by so many; negative where one before them is gone. */
    public void shift(String list, int from, int by) {
        var moved = JSON.createObjectNode();
        for (var place : placesIn(list)) {
            var rest = place.equals(list) ? "" : place.substring(list.length() + 1);
            var number = rest.split("/", 2)[0];
            var index = number.matches("\\d{1,6}") ? Integer.parseInt(number) : -1;
            if (index >= from)
                moved.set(
                        list + "/" + (index + by) + rest.substring(number.length()),
                        entries().remove(place));
        }
        entries().setAll(moved);
    }

    /** Takes everything that is known of a place to another one. */
    public void move(String from, String to) {
        var moved = JSON.createObjectNode();
        for (var place : placesIn(from))
            moved.set(to + place.substring(from.length()), entries().remove(place));
        entries().setAll(moved);
    }

    /** Whether these files say the same. */
    public boolean isAsIn(SortedMap<String, byte[]> files) {
        return file.equals(of(files).file);
    }

    public byte[] bytes() {
        return JSON.writeValueAsBytes(file);
    }

    private List<String> placesIn(String place) {
        return entries().properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(known -> known.equals(place) || known.startsWith(place + "/"))
                .toList();
    }

    private ObjectNode entries() {
        return (ObjectNode) file.get("entries");
    }

    private static Said said(ObjectNode entry) {
        var excerpt = entry.path("excerpt").asString("");
        return switch (entry.path("page").asString("")) {
            case HAND -> new Said.ByHand(entry.path("by").asString(""));
            case BRIEF -> new Said.InBrief(excerpt);
            case AUTHOR -> new Said.ByAuthor(entry.path("by").asString(""));
            case String page -> new Said.OnPage(page, excerpt);
        };
    }

    private static JsonNode at(SortedMap<String, byte[]> files, String root, String pointer) {
        var path = switch (root) {
            case "site" -> DataFiles.SITE;
            case "content" -> DataFiles.CONTENT;
            default -> DataFiles.TOKENS;
        };
        return read(files.getOrDefault(path, new byte[0])).at(JsonPointer.compile(pointer));
    }

    private static JsonNode read(byte @Nullable [] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isString()) texts.add(node.stringValue());
        else node.forEach(inside -> collect(inside, texts));
    }
}
