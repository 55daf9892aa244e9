package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a field, it is a name, a value or refused: never a command, an option or a path. */
class BenchInjectionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home);
        Files.createDirectories(home.resolve("outside/sites/demo.local.test"));
        Files.writeString(home.resolve("outside/sites/common_site_config.json"), "{}");
        Files.writeString(home.resolve("outside/sites/demo.local.test/site_config.json"), "{\"outside\":1}");
        Files.createSymbolicLink(bench.directory().resolve("linked"), home.resolve("outside"));
        Files.createSymbolicLink(bench.folder().resolve("sites/linked"), bench.site());
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private List<String> payloads() {
        return Payloads.touching(home.resolve("marker"));
    }

    @Test
    void no_name_in_an_address_leaves_the_benches_or_runs_anything() throws Exception {
        var before = files();
        for (var payload : payloads()) {
            var name = URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
            for (var path : List.of("", "/sites", "/config", "/apps", "/sites/demo.local.test")) {
                refused(client.get("/benches/" + name + path), payload);
            }
            var site = "/benches/" + StandInBench.NAME + "/sites/" + name;
            refused(client.get(site + "/apps"), payload);
            refused(client.post(site + "/migrate", "{}"), payload);
            refused(client.post(site + "/config", "{\"config\":{\"a\":1}}"), payload);
            refused(client.post(site + "/deactivate", "{}"), payload);
            refused(client.ask("DELETE", site + "/cache"), payload);
            if (!payload.equals("linked")) { // an app may have this name
                refused(client.ask("DELETE", StandInBench.path("/apps/" + name)), payload);
            }
        }
        assertThat(files()).isEqualTo(before);
        assertThat(bench.called()).isEmpty();
    }

    private void refused(HttpResponse<String> answer, String payload) {
        // An empty name is the list before it.
        if (!payload.isEmpty() && !payload.equals(".")) {
            assertThat(answer.statusCode()).as(payload + answer.uri()).isBetween(400, 499);
        }
        assertThat(answer.body()).doesNotContain("outside\":", "root:");
    }

    @Test
    void no_name_of_an_app_is_a_command_or_an_option() throws Exception {
        var before = files();
        for (var payload : payloads()) {
            var answer = client.post(StandInBench.path("/apps"), Wire.write(Map.of("name", payload)));
            if (answer.statusCode() == 200) {
                assertThat(payload).isEqualTo("linked");
                var job = client.over(Wire.read(answer.body(), JobCreated.class).job());
                assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
            } else {
                assertThat(answer.statusCode()).as(payload).isEqualTo(400);
            }
        }
        assertThat(bench.called()).containsExactly("install-app linked --force");
        bench.remove("called");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatever_a_configuration_holds_is_written_down_and_nothing_else() throws Exception {
        var before = files();
        for (var payload : payloads()) {
            var body = Map.of("config", Map.of("note", payload, payload, "note"), "remove", List.of("gone" + payload));
            var answer = client.post(StandInBench.path("/config"), Wire.write(body));
            assertThat(answer.statusCode()).isEqualTo(200);
            client.over(Wire.read(answer.body(), JobCreated.class).job());
            assertThat(bench.config().get("note").asString()).isEqualTo(payload);
            assertThat(bench.config().get(payload).asString()).isEqualTo("note");
        }
        var migrated = client.post(StandInBench.path("/migrate"), "{}");
        assertThat(client.over(Wire.read(migrated.body(), JobCreated.class).job())
                        .status())
                .isEqualTo(AgentStatus.SUCCESS);
        bench.remove("called");
        bench.remove("sites/" + StandInBench.SITE + "/migrated");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_field_of_another_type_is_refused_before_a_job_exists() {
        for (var body : List.of(
                "{\"config\":[]}", "{\"config\":\"x\"}", "{\"remove\":\"x\"}", "{\"remove\":[1]}", "[]", "{", "7")) {
            assertThat(client.post(StandInBench.path("/config"), body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        for (var body : List.of("{\"activate\":\"no\"}", "{\"skip_failing_patches\":1}")) {
            assertThat(client.post(StandInBench.path("/migrate"), body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        for (var body : List.of("{}", "{\"name\":7}", "{\"name\":null}", "{\"name\":[\"erpnext\"]}")) {
            assertThat(client.post(StandInBench.path("/apps"), body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(client.get("/jobs").body()).isEqualTo("[]");
    }

    /** All files but those of the agent itself. */
    private TreeSet<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(file -> !file.startsWith(home.resolve("agent")))
                    .map(file ->
                            home.relativize(file) + (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "/" : ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
