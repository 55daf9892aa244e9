package io.chantier.generation;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes mended texts over, place by place. */
final class Mending {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What leads elsewhere, shows something or says what a part is. */
    private static final Set<String> KEPT =
            Set.of("href", "image", "path", "type", "kind", "from", "to", "url", "language");

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
            if (!isKept && known.of(place + "/" + i).orElse(null) instanceof Provenance.Said.ByHand) return;
        }
        provenance.forget(place);
        old.removeAll();
        for (var text : mended) {
            var words = Dossier.seen(text.stringValue());
            var isOld = before.valueStream().toList().contains(text);
            if (words.isEmpty() || !(isOld || Redraft.isPlain(words))) continue;
            var at = place + "/" + old.size();
            var same = before.valueStream().toList().indexOf(text);
            if (same >= 0) provenance.adopt(known, place + "/" + same, at);
            else provenance.written(author, Optional.empty(), at);
            old.add(words);
        }
        if (old.isEmpty()) {
            old.addAll(before.valueStream().toList());
            provenance.adopt(known, place, place);
        }
    }

    private void object(ObjectNode old, JsonNode mended, String place) {
        for (var name : old.propertyNames().stream().toList()) {
            if (KEPT.contains(name)) continue;
            var at = place + "/" + name;
            var child = old.get(name);
            if (child.isString()) string(child, mended.path(name), at).ifPresent(words -> old.put(name, words));
            else node(child, mended.path(name), at);
        }
    }

    private Optional<String> string(JsonNode old, JsonNode mended, String place) {
        if (!mended.isString()) return Optional.empty();
        var words = Dossier.seen(mended.stringValue());
        var isByHand = provenance.of(place).orElse(null) instanceof Provenance.Said.ByHand;
        var isKept = words.isEmpty() || words.equals(old.stringValue()) || isByHand;
        if (isKept || !Redraft.isPlain(words)) return Optional.empty();
        provenance.reworded(author, place);
        return Optional.of(words);
    }

    private static Optional<JsonNode> read(byte[] edited) {
        try {
            return Optional.of(JSON.readTree(edited)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
