package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Flag;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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

    /** Stands in the place of an address where words are the template's own. */
    static final String TEMPLATE = "template";

    /** Members that say what a part is or where it leads, in the template's own terms. */
    private static final Set<String> STRUCTURE =
            Set.of("type", "kind", "path", "href", "from", "to", "language", "network");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode entries = NODES.objectNode();

    private final Function<String, Origin> pictures;

    private DataFiles(Function<String, Origin> pictures) {
        this.pictures = pictures;
    }

    /** Whether a place holds such a member; where it came from is told by the template. */
    static boolean isStructure(String place) {
        return STRUCTURE.contains(place.substring(place.lastIndexOf('/') + 1));
    }

    /** @param pictures where a picture came from, by its id */
    static SortedMap<String, byte[]> of(Sheet site, Sheet content, Sheet tokens, Function<String, Origin> pictures) {
        var writer = new DataFiles(pictures);
        var files = new TreeMap<String, byte[]>();
        files.put(SITE, bytes(writer.node(site, "site#", false)));
        files.put(CONTENT, bytes(writer.node(content, "content#", false)));
        files.put(TOKENS, bytes(writer.node(tokens, "tokens#", true)));
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
        return bytes(new DataFiles(Origin::brief).node(sheet, "#", true));
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

    /** @param isKnown whether what it lies in has said already where it came from */
    private JsonNode node(Piece piece, String pointer, boolean isKnown) {
        return switch (piece) {
            case Words(var text, var origin) -> {
                if (origin != null) remember(pointer, origin);
                else if (!isKnown && pointer.endsWith("/image")) remember(pointer, pictures.apply(text));
                else if (!isKnown && !isStructure(pointer))
                    entries.putObject(pointer).put("page", TEMPLATE);
                yield NODES.stringNode(text);
            }
            case Flag(var value) -> NODES.booleanNode(value);
            case Count(var value) -> NODES.numberNode(value);
            case Rows(var items) -> {
                var array = NODES.arrayNode();
                for (var item : items) array.add(node(item, pointer + "/" + array.size(), isKnown));
                yield array;
            }
            case Sheet(var fields, var origin) -> {
                if (origin != null) remember(pointer, origin);
                var object = NODES.objectNode();
                fields.forEach((name, field) ->
                        object.set(name, node(field, pointer + "/" + name, isKnown || origin != null)));
                yield object;
            }
        };
    }

    private void remember(String pointer, Origin origin) {
        var entry = entries.putObject(pointer);
        var fact = origin.fact();
        if (fact != null) entry.put("fact", fact.toString());
        entry.put("page", origin.page());
        entry.put("excerpt", origin.excerpt());
    }
}
