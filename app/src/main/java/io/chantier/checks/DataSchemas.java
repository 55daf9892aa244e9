package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The data files are what the template's own schemas say. */
@Component
final class DataSchemas implements Check {

    private static final Map<String, String> SCHEMAS = Map.of(
            Examined.SITE, "site.schema.json",
            Examined.CONTENT, "content.schema.json",
            Examined.TOKENS, "design-tokens.schema.json");

    /** Names the schemas; nothing is fetched from there. */
    private static final String BASE = "https://chantier.invalid/schemas/";

    private final ChecksSettings settings;
    private final Map<String, Schema> read = new LinkedHashMap<>();

    DataSchemas(ChecksSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        for (var broken : site.broken()) findings.add(blocking("data-unreadable", broken, ""));
        SCHEMAS.forEach((file, schema) -> {
            var node = site.json().get(file);
            if (node != null) findings.addAll(violations(file, schema, node));
            else if (!site.broken().contains(file)) findings.add(blocking("data-missing", file, ""));
        });
        return findings;
    }

    private List<Finding> violations(String file, String schema, JsonNode node) {
        return schema(schema).validate(node).stream()
                .map(error -> blocking("data-schema", file, excerpt(error.getInstanceNode()))
                        .at(Pointers.root(file) + error.getInstanceLocation())
                        .with(Map.of("reason", error.getMessage())))
                .toList();
    }

    private static String excerpt(JsonNode node) {
        return node == null ? "" : node.isString() ? node.stringValue() : node.toString();
    }

    private synchronized Schema schema(String name) {
        return read.computeIfAbsent(name, this::readSchema);
    }

    private Schema readSchema(String name) {
        var file = settings.template().resolve("template").resolve("schemas").resolve(name);
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(SchemaLocation.of(BASE + name), Files.readString(file), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
