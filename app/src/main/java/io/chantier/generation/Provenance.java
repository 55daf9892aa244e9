package io.chantier.generation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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
    private static final String TEMPLATE = DataFiles.TEMPLATE;
    private static final String DISPLACED = "displaced";
    private static final String MADE = "made";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode file;

    private Provenance(ObjectNode file) {
        this.file = file;
    }

    /** The provenance in a revision's files; empty where they have none. */
    public static Provenance of(SortedMap<String, byte[]> files) {
        var file = read(files.getOrDefault(FILE, new byte[0])) instanceof ObjectNode object
                ? object
                : JSON.createObjectNode().put("version", 1);
        if (!(file.get("entries") instanceof ObjectNode)) file.putObject("entries");
        return new Provenance(file);
    }

    void sign(Signature by) {
        by.write(file.putObject(MADE));
    }

    /** Who made what says nothing else of itself; nobody in files of before this was noted. */
    public Signature signature() {
        return Signature.read(file.path(MADE));
    }

    /** A copy, to look things up in while the other is changed. */
    static Provenance of(Provenance other) {
        return new Provenance(other.file.deepCopy());
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
                .map(Map.Entry::getKey)
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
        return entry(place)
                .map(this::said)
                .or(() -> DataFiles.isStructure(place) ? Optional.of(new Said.OfTemplate()) : Optional.empty());
    }

    /** Who put it there: an author in a job, whatever it was taken from. */
    public Signature signature(String place) {
        return entry(place).map(this::signature).orElseGet(this::signature);
    }

    /** The id of the fact that it states; empty for none. */
    public String fact(String place) {
        return entry(place).map(entry -> entry.path("fact").asString("")).orElse("");
    }

    /** What an author and a person wrote for the same place, as far as it is known. */
    public HeldBack heldBack() {
        return new HeldBack(entries());
    }

    boolean isByHand(String place) {
        return of(place).orElse(null) instanceof Said.ByHand;
    }

    /** What is noted of the place itself, or of what it lies in. */
    Optional<ObjectNode> entry(String place) {
        return heldBack().entry(place);
    }

    /** The places that state a fact. */
    public List<String> placesOf(String fact) {
        return entries().properties().stream()
                .filter(entry -> entry.getValue().path("fact").asString("").equals(fact))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * A person wrote what stands there now.
     *
     * @param old what stood there before; a missing node for nothing
     */
    public void writtenBy(Hand hand, String place, JsonNode old) {
        var before = entries().get(place) instanceof ObjectNode own ? own : JSON.createObjectNode();
        var isOurs = !isByHand(place);
        forget(place);
        var entry = entries().putObject(place).put("page", HAND).put("excerpt", "");
        hand.write(entry);
        if (isOurs) heldBack().base(entry, old);
        else HeldBack.copy(before, entry);
    }

    /**
     * An author wrote what stands there now because a person asked for it and agreed to the words: it is kept like that
     * person's own, but only what they said themselves speaks for it.
     *
     * @param wish what they asked for
     */
    public void writtenFor(Hand who, String author, String wish, String place, JsonNode old) {
        writtenBy(who, place, old);
        if (entries().get(place) instanceof ObjectNode entry)
            entry.put("excerpt", wish).put(TextsByHand.WRITER, author);
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
        if (entries().get(place) instanceof ObjectNode entry && !said(entry).equals(new Said.OfTemplate()))
            entry.put("by", author);
        else written(author, Optional.empty(), place);
    }

    /** What stands there now is what a person says of the fact; what somebody wrote inside of it stays theirs. */
    public void told(Hand hand, String fact, String words, String place) {
        for (var known : placesIn(place)) if (!isByHand(known)) entries().remove(known);
        if (isByHand(place)) return;
        var entry =
                entries().putObject(place).put("fact", fact).put("page", BRIEF).put("excerpt", words);
        hand.write(entry.putObject(HAND));
    }

    /** Nothing stands there any more. */
    public void forget(String place) {
        entries().remove(placesIn(place));
    }

    /** What is known of the place as a whole is all that is known of it. */
    public void forgetInside(String place) {
        entries()
                .remove(placesIn(place).stream()
                        .filter(one -> !one.equals(place))
                        .toList());
    }

    /** A copy of what is noted of the place, signed; for what is held back of it. */
    public Optional<ObjectNode> source(String place) {
        return entry(place).map(entry -> {
            var copy = entry.deepCopy();
            signature(entry).write(copy);
            return copy;
        });
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
                .map(Map.Entry::getKey)
                .filter(known -> known.equals(place) || known.startsWith(place + "/"))
                .toList();
    }

    private ObjectNode entries() {
        return (ObjectNode) file.get("entries");
    }

    private Said said(ObjectNode entry) {
        var excerpt = entry.path("excerpt").asString("");
        return switch (entry.path("page").asString("")) {
            case HAND -> new Said.ByHand(Hand.read(entry));
            case BRIEF -> new Said.InBrief(excerpt, Hand.read(entry.path(HAND)));
            case AUTHOR -> new Said.ByAuthor(signature(entry));
            case TEMPLATE -> new Said.OfTemplate();
            case String page -> new Said.OnPage(page, excerpt);
        };
    }

    private Signature signature(ObjectNode entry) {
        return Signature.read(entry).over(signature());
    }

    private static JsonNode read(byte @Nullable [] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
