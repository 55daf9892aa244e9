package io.chantier.generation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes mended texts over, place by place. */
final class Mending {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The words that an author writes, and how long they may be; everything else is the facts', or the template's. */
    private static final Map<String, Integer> WRITTEN =
            Map.of("title", 300, "description", 160, "text", 2_000, "intro", 2_000, "caption", 300, "answer", 2_000);

    private static final Pattern PAGE_TITLE = Pattern.compile("content#/pages/\\d+/title");
    private static final int LONGEST_PAGE_TITLE = 65;
    private static final int LONGEST_TEXT = 2_000;
    private static final Set<String> UNTOUCHED = Set.of("legal", "testimonials", "prices", "team");
    private static final Set<String> HOLDERS = Set.of("pages", "sections", "items", "paragraphs", "list");

    private final Provenance provenance;
    private final String author;

    private Mending(Provenance provenance, String author) {
        this.provenance = provenance;
        this.author = author;
    }

    static SortedMap<String, byte[]> of(SortedMap<String, byte[]> files, byte[] edited, String author) {
        var mended = read(edited);
        if (mended.isEmpty()) return files;
        var content = JSON.readTree(files.get(DataFiles.CONTENT));
        var mending = new Mending(Provenance.of(files), author);
        mending.node(content, mended.get(), "content#");
        var taken = new TreeMap<>(files);
        taken.put(DataFiles.CONTENT, DataFiles.bytes(content));
        taken.put(DataFiles.PROVENANCE, mending.provenance.bytes());
        return taken;
    }

    private void node(JsonNode old, JsonNode mended, String place) {
        switch (old) {
            case ObjectNode object when mended.isObject() -> object(object, mended, place);
            case ArrayNode array
            when mended.isArray() -> {
                if (areTexts(array) && areTexts(mended)) texts(array, mended, place);
                // Of parts, where one was taken out nobody knows which; each then stays as it was.
                else if (array.size() == mended.size())
                    for (int i = 0; i < array.size(); i++) node(array.get(i), mended.get(i), place + "/" + i);
            }
            default -> {}
        }
    }

    private static boolean areTexts(JsonNode array) {
        return !array.isEmpty() && array.valueStream().allMatch(JsonNode::isString);
    }

    /** Paragraphs may also go, all but the last one and those that a person wrote. */
    private void texts(ArrayNode old, JsonNode mended, String place) {
        if (mended.size() > old.size()) return;
        var before = old.deepCopy();
        var known = Provenance.of(provenance);
        for (int i = 0; i < before.size(); i++) {
            var isKept = mended.valueStream().toList().contains(before.get(i));
            if (isKept || !isOfPerson(known, place + "/" + i)) continue;
            // Which of fewer paragraphs stands for theirs, nobody knows.
            if (mended.size() == before.size()) one(old, mended, place);
            return;
        }
        provenance.forget(place);
        old.removeAll();
        for (var text : mended) {
            var at = place + "/" + old.size();
            var same = before.valueStream().toList().indexOf(text);
            if (same >= 0) {
                // Byte for byte: what nobody complained of may be a person's.
                provenance.adopt(known, place + "/" + same, at);
                old.add(text);
                continue;
            }
            var words = Dossier.seen(text.stringValue());
            if (words.isEmpty() || words.length() > LONGEST_TEXT || !Redraft.isPlain(words)) continue;
            provenance.written(author, Optional.empty(), at);
            old.add(words);
        }
        if (old.isEmpty()) {
            old.addAll(before.valueStream().toList());
            provenance.adopt(known, place, place);
        }
    }

    /** Each paragraph for itself. */
    private void one(ArrayNode old, JsonNode mended, String place) {
        for (int i = 0; i < old.size(); i++) {
            var words = string(old.get(i), mended.path(i), place + "/" + i, LONGEST_TEXT);
            if (words.isPresent()) old.set(i, JSON.getNodeFactory().stringNode(words.get()));
        }
    }

    private void object(ObjectNode old, JsonNode mended, String place) {
        // Nobody rewords the law, or what a customer said.
        if (old.path("kind").asString("").equals("legal")
                || UNTOUCHED.contains(old.path("type").asString(""))) return;
        for (var name : old.propertyNames().stream().toList()) {
            var at = place + "/" + name;
            var child = old.get(name);
            if (child.isString() && WRITTEN.containsKey(name))
                string(child, mended.path(name), at, longest(name, at)).ifPresent(words -> old.put(name, words));
            else if (HOLDERS.contains(name)) node(child, mended.path(name), at);
        }
    }

    private static int longest(String name, String place) {
        return PAGE_TITLE.matcher(place).matches() ? LONGEST_PAGE_TITLE : WRITTEN.getOrDefault(name, LONGEST_TEXT);
    }

    private Optional<String> string(JsonNode old, JsonNode mended, String place, int longest) {
        if (!mended.isString()) return Optional.empty();
        var words = Dossier.seen(mended.stringValue());
        if (words.isEmpty() || words.length() > longest || words.equals(old.stringValue())) return Optional.empty();
        if (!Redraft.isPlain(words)) return Optional.empty();
        if (isOfPerson(provenance, place)) {
            provenance
                    .heldBack()
                    .offer(author, place, old, JSON.getNodeFactory().stringNode(words));
            return Optional.empty();
        }
        provenance.reworded(author, place);
        return Optional.of(words);
    }

    /** Whether a person wrote what stands there, or corrected the fact that it states. */
    private static boolean isOfPerson(Provenance known, String place) {
        return switch (known.of(place).orElse(null)) {
            case Said.ByHand _ -> true;
            case Said.InBrief(var _, var by) -> !by.isNobody();
            case null, default -> false;
        };
    }

    private static Optional<JsonNode> read(byte[] edited) {
        try {
            return Optional.of(JSON.readTree(edited)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
