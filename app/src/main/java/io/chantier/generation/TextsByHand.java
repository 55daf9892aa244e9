package io.chantier.generation;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every text that a person wrote into the data: they answer for it as for a brief. Where an author wrote what a person had
 * asked for, it is what they asked.
 */
public final class TextsByHand {

    /** Of an entry whose words an author wrote for a person: who that was. */
    static final String WRITER = "writer";

    private static final JsonMapper JSON = JsonMapper.shared();

    private TextsByHand() {}

    public static Set<String> in(SortedMap<String, byte[]> files) {
        var texts = new HashSet<String>();
        var provenance = Provenance.of(files);
        for (var place : provenance.placesByHand()) {
            var parts = place.split("#", 2);
            if (parts.length == 2) collect(at(files, parts[0], parts[1]), place, provenance, texts);
        }
        return texts;
    }

    private static JsonNode at(SortedMap<String, byte[]> files, String root, String pointer) {
        var path = switch (root) {
            case "site" -> DataFiles.SITE;
            case "content" -> DataFiles.CONTENT;
            default -> DataFiles.TOKENS;
        };
        try {
            return JSON.readTree(files.getOrDefault(path, new byte[0])).at(JsonPointer.compile(pointer));
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static void collect(JsonNode node, String place, Provenance provenance, Set<String> texts) {
        var wish = provenance.entry(place).filter(entry -> entry.has(WRITER));
        if (wish.isPresent()) texts.add(wish.get().path("excerpt").asString(""));
        else if (node.isString()) texts.add(node.stringValue());
        else if (node.isArray())
            for (int i = 0; i < node.size(); i++) collect(node.get(i), place + "/" + i, provenance, texts);
        else
            for (var field : node.properties())
                collect(field.getValue(), place + "/" + field.getKey(), provenance, texts);
    }
}
