package io.chantier.checks;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The template's own schemas of the data files: what a file may hold, and where one does not. */
@Component
public final class Schemas {

    private static final Map<String, String> NAMES = Map.of(
            Examined.SITE, "site.schema.json",
            Examined.CONTENT, "content.schema.json",
            Examined.TOKENS, "design-tokens.schema.json");

    /** Names the schemas; nothing is fetched from there. */
    private static final String BASE = "https://chantier.invalid/schemas/";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ChecksSettings settings;
    private final Map<String, Read> read = new LinkedHashMap<>();

    Schemas(ChecksSettings settings) {
        this.settings = settings;
    }

    private record Read(JsonNode text, Schema schema) {}

    /**
     * One thing in a file that is not as its schema says.
     *
     * @param pointer a JSON Pointer into the file; for a member that is missing or too much, the pointer that it has
     *     or would have
     * @param keyword the rule of the schema: {@code required}, {@code maxLength}, {@code pattern} ...
     * @param limit what the rule says, such as the most characters; empty for rules without
     * @param message what the validator says, in English
     * @param excerpt the value in question
     */
    public record Violation(String pointer, String keyword, String limit, String message, String excerpt) {

        static Violation of(Error error) {
            var property = error.getProperty();
            var at = error.getInstanceLocation().toString();
            var member = property == null || property.isEmpty() ? "" : "/" + property;
            var rule = error.getSchemaNode();
            return new Violation(
                    at + member,
                    Objects.requireNonNullElse(error.getKeyword(), ""),
                    rule != null && rule.isValueNode() ? rule.asString("") : "",
                    error.getMessage(),
                    text(error.getInstanceNode()));
        }

        private static String text(JsonNode node) {
            return node == null ? "" : node.isString() ? node.stringValue() : node.toString();
        }
    }

    /** The paths of the files that have a schema. */
    public static Set<String> files() {
        return NAMES.keySet();
    }

    /** Everything in the file that is not as its schema says. */
    public List<Violation> violations(String file, JsonNode content) {
        return of(file).schema().validate(content).stream().map(Violation::of).toList();
    }

    /** The schema of a file, as it is written. */
    public JsonNode text(String file) {
        return of(file).text();
    }

    private synchronized Read of(String file) {
        return read.computeIfAbsent(Objects.requireNonNull(NAMES.get(file), file), this::read);
    }

    private Read read(String name) {
        var file = settings.template().resolve("template").resolve("schemas").resolve(name);
        try {
            var text = Files.readString(file);
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(SchemaLocation.of(BASE + name), text, InputFormat.JSON);
            return new Read(JSON.readTree(text), schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
