package io.chantier.ingress.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ingress.Pool;
import io.chantier.ingress.TraefikSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the manual and the compose file tell an operator to give Traefik. */
class TraefikExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** As Traefik writes them; in the environment they have no small letters. */
    private static final List<String> WORDS = List.of(
            "entryPoints",
            "exposedByDefault",
            "pollInterval",
            "certificatesResolvers",
            "dnsChallenge",
            "httpChallenge",
            "entryPoint");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void the_manual_s_examples_are_what_traefik_starts_with(String language) throws IOException {
        var page = Files.readString(Path.of("../docs/manual", language, "traefik.md"));
        var examples = EXAMPLE.matcher(page)
                .results()
                .map(found -> TraefikSchemas.yaml(found.group(1)))
                .toList();
        assertThat(examples).hasSize(2);
        for (var example : examples)
            assertThat(example.get("entryPoints").propertyNames()).contains("web", "websecure");
        var pulled = examples.getFirst();
        assertThat(pulled.at("/providers/http/endpoint").asString()).endsWith("/api/ingress/traefik");
        assertThat(pulled.get("certificatesResolvers").propertyNames()).containsExactly("dns", "http");
        for (var example : examples) assertThat(TraefikSchemas.fixed(example)).isEmpty();
    }

    @Test
    void the_schema_finds_what_is_wrong() throws IOException {
        assertThat(TraefikSchemas.fixed(TraefikSchemas.yaml("providers: {http: {pollInterval: 5s}}")))
                .isNotEmpty();
    }

    @Test
    void the_compose_file_s_traefik_has_the_entry_points_the_resolvers_and_the_token() throws IOException {
        var environment = compose().at("/services/traefik/environment");
        var fixed = JSON.createObjectNode();
        for (var name : environment.propertyNames()) {
            put(fixed, words(name), environment.get(name).asString());
        }
        assertThat(fixed.get("entryPoints").propertyNames()).containsExactly("web", "websecure");
        assertThat(fixed.get("certificatesResolvers").propertyNames()).containsExactly("dns", "http");
        assertThat(fixed.at("/providers/http/headers/authorization").asString())
                .isEqualTo("Bearer ${CHANTIER_INGRESS_TRAEFIK_TOKEN:-}");
        assertThat(TraefikSchemas.fixed(fixed)).isEmpty();
    }

    @Test
    void the_labels_stand_in_for_the_pulled_routes_and_never_before_them() throws IOException {
        var labels = compose().at("/services/chantier/labels");
        var dynamic = JSON.createObjectNode();
        for (var name : labels.propertyNames()) {
            if (name.startsWith("traefik.http.")) {
                put(dynamic, List.of(name.substring("traefik.".length()).split("\\.")), value(labels.get(name)));
            }
        }
        var traefik = new TraefikStandIn(dynamic.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(traefik.encrypted("cloud.localhost").service()).isEqualTo("labels-dashboards");
        assertThat(traefik.encrypted("boulangerie.localhost").service()).isEqualTo("labels-edges");
        assertThat(traefik.encrypted("abcdef.preview.localhost").service()).isEqualTo("404");
        assertThat(traefik.routers())
                .allSatisfy(router -> assertThat(router.get("priority").asInt()).isBetween(2, 99));
        assertThat(dynamic.at("/http/services/labels-edges/loadBalancer/healthCheck/path")
                        .asString())
                .isEqualTo(Pool.Health.EDGE.path());
        assertThat(TraefikSchemas.dynamic(dynamic)).isEmpty();
    }

    private static JsonNode compose() throws IOException {
        return TraefikSchemas.yaml(Files.readString(Path.of("../deploy/compose.yaml")));
    }

    /** What Compose makes of it where nothing is set. */
    private static String value(JsonNode label) {
        return VARIABLE.matcher(label.asString()).replaceAll("$1").replace("$$", "$");
    }

    private static List<String> words(String name) {
        Map<String, String> proper = new TreeMap<>();
        for (var word : WORDS) proper.put(word.toLowerCase(Locale.ROOT), word);
        return List.of(name.toLowerCase(Locale.ROOT).split("_")).stream()
                .skip(1)
                .map(word -> proper.getOrDefault(word, word))
                .toList();
    }

    /** Puts a label or a variable where it belongs, as a number, a truth or a list where Traefik wants one. */
    private static void put(ObjectNode root, List<String> path, String value) {
        var last = path.getLast();
        var parent = root;
        for (var name : path.subList(0, path.size() - 1)) {
            if (name.equals("server")) {
                parent.putArray("servers").addObject().put("url", "http://10.0.0.2:" + value);
                return;
            }
            if (name.endsWith("[0]")) {
                var list = parent.withArray("/" + name.replace("[0]", ""));
                parent = list.isEmpty() ? list.addObject() : (ObjectNode) list.get(0);
            } else {
                parent = parent.withObject("/" + name);
            }
        }
        if (value.matches("[0-9]+")) parent.put(last, Long.parseLong(value));
        else if (value.equals("true") || value.equals("false")) parent.put(last, Boolean.parseBoolean(value));
        else if (List.of("entryPoints", "middlewares", "sans", "excludedContentTypes")
                .contains(last)) {
            for (var one : value.split(",")) parent.withArray("/" + last).add(one);
        } else parent.put(last, value);
    }
}
