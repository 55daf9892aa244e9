package io.chantier.ingress;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traefik's own schemas, where the machine has them; elsewhere the test says that it was skipped. */
public final class TraefikSchemas {

    private TraefikSchemas() {}

    /** What is wrong with a dynamic configuration, in a file of the file provider. */
    public static List<String> dynamic(JsonNode configuration) throws IOException {
        return violations("traefik-v3-file-provider.schema.json", SpecificationVersion.DRAFT_7, configuration);
    }

    /** What is wrong with the configuration that Traefik starts with. */
    public static List<String> fixed(JsonNode configuration) throws IOException {
        return violations("traefik-v3-static.schema.json", SpecificationVersion.DRAFT_2020_12, configuration);
    }

    public static JsonNode yaml(String text) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return JsonMapper.shared().valueToTree(read);
    }

    private static List<String> violations(String name, SpecificationVersion version, JsonNode configuration)
            throws IOException {
        var schema = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("shared/contracts").resolve(name))
                .filter(Files::exists)
                .findFirst();
        if (schema.isEmpty()) System.err.println("SKIPPED: no folder above has shared/contracts/" + name);
        assumeTrue(schema.isPresent(), "there is no " + name);
        return SchemaRegistry.withDefaultDialect(version)
                .getSchema(Files.readString(schema.orElseThrow()), InputFormat.JSON)
                .validate(configuration)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
