package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set in configurations stands in the files of the bench, and in none of the agent's own. */
class ConfidentialTest {

    private static final String VALUE = "a-mail-password-to-look-for";
    private static final String BEFORE = "an-old-password-to-look-for";
    private static final String BENCH = "/benches/" + StandInBench.NAME + "/config";

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
    void start() {
        bench = StandInBench.in(home);
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private long job(String path, String body) {
        var answer = client.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private void assertTheAgentKeepsNone(String text) throws IOException {
        assertNoFileTells(home.resolve("agent"), text);
    }

    static void assertNoFileTells(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder)) {
            var all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (var file : all) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(text);
            }
        }
    }

    private static String change(String value) {
        return Wire.write(Map.of("config", Map.of("mail_password", value)));
    }

    @Test
    void the_journal_tells_no_value_of_a_configuration_while_its_job_waits_nor_afterwards() throws Exception {
        bench.write("slow-migrate", "");
        long migration = job(StandInBench.path("/migrate"), "{}");
        long waiting = job(StandInBench.path("/config"), change(VALUE));
        assertTheAgentKeepsNone(VALUE);

        bench.remove("slow-migrate");
        client.over(migration);

        assertThat(client.over(waiting).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.config().get("mail_password").asString()).isEqualTo(VALUE);
        assertTheAgentKeepsNone(VALUE);
    }

    @Test
    void an_order_that_is_repeated_is_known_by_its_values_too() {
        var path = StandInBench.path("/config");
        bench.write("slow-migrate", "");
        long migration = job(StandInBench.path("/migrate"), "{}");
        var first = client.postAs("42", path, change(VALUE));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);

        assertThat(client.postAs("42", path, change(VALUE)).body()).isEqualTo(first.body());
        assertThat(client.postAs("42", path, change("another")).statusCode()).isEqualTo(409);

        bench.remove("slow-migrate");
        client.over(migration);
        client.over(Wire.read(first.body(), JobCreated.class).job());
        assertThat(client.postAs("42", path, change(VALUE)).body()).isEqualTo(first.body());
        assertThat(client.postAs("42", path, change("another")).statusCode()).isEqualTo(409);
    }

    @Test
    void neither_the_configuration_of_a_bench_nor_the_one_before_it_is_told() throws Exception {
        bench.write("config.json", Wire.write(Map.of("redis_password", BEFORE)));

        var over = client.over(job(
                BENCH,
                Wire.write(Map.of(
                        "bench_config", Map.of("redis_password", VALUE),
                        "common_site_config", Map.of("mail_password", VALUE)))));

        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(Files.readString(bench.folder().resolve("config.json"))).contains(VALUE);
        assertThat(Files.readString(bench.folder().resolve("sites/common_site_config.json")))
                .contains(VALUE);
        assertTheAgentKeepsNone(VALUE);
        assertTheAgentKeepsNone(BEFORE);
    }
}
