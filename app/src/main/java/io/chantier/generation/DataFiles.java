package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Flag;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes pieces as JSON and keeps, for each text, the pointer to where it came from. */
final class DataFiles {

    static final String SITE = "data/site.json";
    static final String CONTENT = "data/content.json";
    static final String TOKENS = "design-tokens.json";
    static final String PROVENANCE = "data/provenance.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode entries = NODES.objectNode();

    static SortedMap<String, byte[]> of(Sheet site, Sheet content, Sheet tokens) {
        var writer = new DataFiles();
        var files = new TreeMap<String, byte[]>();
        files.put(SITE, bytes(writer.node(site, "site#")));
        files.put(CONTENT, bytes(writer.node(content, "content#")));
        files.put(TOKENS, bytes(writer.node(tokens, "tokens#")));
        var provenance = NODES.objectNode();
        provenance.put("version", 1);
        provenance.set("entries", writer.entries);
        files.put(PROVENANCE, bytes(provenance));
        return files;
    }

    static boolean opensWithPicture(SortedMap<String, byte[]> files) {
        var content = files.get(CONTENT);
        return content != null
                && !JSON.readTree(content)
                        .at("/pages/0/sections/0/image")
                        .asString("")
                        .isEmpty();
    }

    static byte[] bytes(Sheet sheet) {
        return bytes(new DataFiles().node(sheet, "#"));
    }

    /** The design tokens of a revision; empty where it has none that can be read. */
    static Optional<ObjectNode> tokens(SortedMap<String, byte[]> files) {
        try {
            return Optional.of(JSON.readTree(files.getOrDefault(TOKENS, new byte[0])))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    private JsonNode node(Piece piece, String pointer) {
        return switch (piece) {
            case Words(var text, var origin) -> {
                remember(pointer, origin);
                yield NODES.stringNode(text);
            }
            case Flag(var value) -> NODES.booleanNode(value);
            case Count(var value) -> NODES.numberNode(value);
            case Rows(var items) -> {
                var array = NODES.arrayNode();
                for (var item : items) array.add(node(item, pointer + "/" + array.size()));
                yield array;
            }
            case Sheet(var fields, var origin) -> {
                remember(pointer, origin);
                var object = NODES.objectNode();
                fields.forEach((name, field) -> object.set(name, node(field, pointer + "/" + name)));
                yield object;
            }
        };
    }

    private void remember(String pointer, @Nullable Origin origin) {
        if (origin == null) return;
        var entry = entries.putObject(pointer);
        var fact = origin.fact();
        if (fact != null) entry.put("fact", fact.toString());
        entry.put("page", origin.page());
        entry.put("excerpt", origin.excerpt());
    }
}
