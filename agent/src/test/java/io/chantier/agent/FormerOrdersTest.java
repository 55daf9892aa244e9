package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An agent is started on the journal of an earlier version, which kept configurations in clear. */
class FormerOrdersTest {

    private static final String VALUE = "a-mail-password-to-look-for";
    private static final String BEFORE = "an-old-password-to-look-for";
    private static final Map<String, JsonNode> CONFIG = Map.of("config", tree("mail_password", VALUE));

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
        begin();
    }

    private void begin() {
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private static JsonNode tree(String key, String value) {
        return Wire.toTree(Map.of(key, value));
    }

    private static long job(String answer) {
        return Wire.read(answer, JobCreated.class).job();
    }

    private static String change(String value) {
        return Wire.write(Map.of("config", Map.of("mail_password", value)));
    }

    /** The journal as that version left it. */
    private void former(Map<Long, Map<String, JsonNode>> arguments, String notes) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"))) {
            for (var job : arguments.entrySet()) {
                inClear(connection, job.getKey(), job.getValue());
            }
            try (var statement = connection.createStatement()) {
                statement.execute("delete from agent_secret");
                statement.execute("pragma user_version = 0");
                assertThat(statement.executeUpdate("update job_step set result = '" + notes
                                + "' where name in ('.before', '.configuration') and result <> ''"))
                        .isEqualTo(1);
            }
        }
        assertThat(Files.readString(home.resolve("agent/jobs.sqlite3"), StandardCharsets.ISO_8859_1))
                .contains(VALUE, BEFORE);
    }

    private static void inClear(Connection connection, long number, Map<String, JsonNode> arguments)
            throws SQLException {
        var input = new TreeMap<String, JsonNode>();
        try (var statement = connection.prepareStatement("select input from job where subject = ?")) {
            statement.setString(1, Long.toString(number));
            try (var row = statement.executeQuery()) {
                Wire.tree(row.getString(1)).forEachEntry(input::put);
            }
        }
        assertThat(input.remove("sealed")).isNotNull();
        input.putAll(arguments);
        try (var statement = connection.prepareStatement("update job set input = ? where subject = ?")) {
            statement.setString(1, Wire.write(input));
            statement.setString(2, Long.toString(number));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private void assertTheAgentKeepsNone(String text) throws Exception {
        ConfidentialTest.assertNoFileTells(home.resolve("agent"), text);
    }

    @Test
    void orders_that_are_over_or_wait_are_sealed_and_their_old_texts_leave_the_files() throws Exception {
        var setup = Map.of(
                "bench_config", tree("redis_password", VALUE), "common_site_config", tree("mail_password", VALUE));
        long over = job(client.post("/benches/" + StandInBench.NAME + "/config", Wire.write(setup))
                .body());
        assertThat(client.over(over).status()).isEqualTo(AgentStatus.SUCCESS);
        bench.write("slow-migrate", "");
        client.post(StandInBench.path("/migrate"), "{}");
        var first = client.postAs("42", StandInBench.path("/config"), change(VALUE));
        agent.close();
        former(
                Map.of(over, setup, job(first.body()), CONFIG),
                "{\"config.json\":\"{\\\"redis_password\\\":\\\"" + BEFORE + "\\\"}\"}");

        begin();

        assertTheAgentKeepsNone(VALUE);
        assertTheAgentKeepsNone(BEFORE);
        assertThat(client.postAs("42", StandInBench.path("/config"), change(VALUE))
                        .body())
                .isEqualTo(first.body());
        assertThat(client.postAs("42", StandInBench.path("/config"), change("another"))
                        .statusCode())
                .isEqualTo(409);
        bench.remove("slow-migrate");
        assertThat(client.over(job(first.body())).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.config().get("mail_password").asString()).isEqualTo(VALUE);
        assertTheAgentKeepsNone(VALUE);
    }

    @Test
    void what_an_open_job_noted_is_sealed_and_still_brings_the_configuration_back() throws Exception {
        bench.write(
                "sites/" + StandInBench.SITE + "/site_config.json",
                "{\"db_name\": \"_db\", \"mail_password\": \"" + BEFORE + "\"}");
        bench.write("slow-scheduler", "");
        long renaming = job(client.post(
                        StandInBench.path("/rename"),
                        Wire.write(Map.of("new_name", "renamed.local.test", "config", Map.of("mail_password", VALUE))))
                .body());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(renaming).steps().stream()
                        .anyMatch(step -> step.name().equals("Enable Scheduler")));
        agent.close();
        former(Map.of(renaming, CONFIG), "{\"host_name\":[],\"mail_password\":[\"" + BEFORE + "\"]}");

        begin();

        assertTheAgentKeepsNone(VALUE);
        assertTheAgentKeepsNone(BEFORE);
        bench.write("fail-scheduler", "no scheduler");
        bench.remove("slow-scheduler");
        assertThat(client.over(renaming).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(bench.config().get("mail_password").asString()).isEqualTo(BEFORE);
    }
}
