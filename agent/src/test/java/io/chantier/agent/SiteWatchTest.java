package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How a site is, what it wrote down, and how its counters are forgotten. */
class SiteWatchTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}";
    private static final String DATABASE = "_0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram web = new WebProgram("the bench");
    private final RedisServer redis = RedisServer.start();

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path logs;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home);
        redisOf("");
        logs = Files.createDirectories(bench.site().resolve("logs"));
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    private void redisOf(String user) {
        bench.write(
                "sites/common_site_config.json",
                "{\"db_host\": \"127.0.0.1\", \"redis_cache\": \"redis://%s127.0.0.1:%d\"}"
                        .formatted(user, redis.port()));
    }

    @AfterEach
    void stop() {
        agent.close();
        web.close();
        redis.close();
    }

    private JsonNode told(String path) {
        var answer = client.get(StandInBench.path(path));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.tree(answer.body());
    }

    private static TreeMap<String, Object> shape(JsonNode node) {
        var shape = new TreeMap<String, Object>();
        node.forEachEntry((name, value) -> shape.put(name, value.getNodeType()));
        return shape;
    }

    @Test
    void the_state_of_a_site_is_told_as_the_real_agent_told_it() {
        var recorded = Recording.of("033").json();

        var away = told("/status");
        assertThat(shape(away)).isEqualTo(shape(recorded));
        assertThat(shape(away.get("data"))).isEqualTo(shape(recorded.get("data")));
        assertThat(away.get("data").get("timestamp").asString()).matches(TIME);
        assertThat(away.get("data").get("web").asBoolean()).isFalse();

        bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        assertThat(told("/status").get("data").get("web").asBoolean()).isTrue();
    }

    @Test
    void a_site_without_logs_has_an_empty_list_as_the_real_agent_told_it() throws IOException {
        var recorded = Recording.of("036").json();
        assertThat(told("/logs")).isEqualTo(recorded);
        Files.delete(logs);
        assertThat(told("/logs")).isEqualTo(recorded);
    }

    @Test
    void logs_are_listed_the_last_written_first_and_read() throws IOException {
        Files.writeString(logs.resolve("frappe.log"), "été\nautomne\n");
        Files.setLastModifiedTime(logs.resolve("frappe.log"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Files.writeString(logs.resolve("scheduler.log"), "x".repeat(1500));
        Files.createDirectory(logs.resolve("folder.log"));

        var all = told("/logs");

        assertThat(all.valueStream().map(log -> log.get("name").asString()))
                .containsExactly("scheduler.log", "frappe.log");
        assertThat(all.get(0).get("size").asDouble()).isEqualTo(1.5);
        assertThat(all.get(1).get("modified").asString()).matches(TIME).startsWith("2026-01-0");
        assertThat(all.get(1).get("created").asString()).matches(TIME);
        assertThat(told("/logs/frappe.log").get("frappe.log").asString()).isEqualTo("été\nautomne\n");
    }

    @Test
    void of_a_long_log_only_whole_lines_of_its_end_are_told() throws IOException {
        try (var writer = Files.newBufferedWriter(logs.resolve("long.log"))) {
            for (int i = 0; i < 200_000; i++) {
                writer.write("line %07d é%n".formatted(i));
            }
        }

        var text = told("/logs/long.log").get("long.log").asString();

        assertThat(text).endsWith("line 0199999 é\n").hasSizeBetween(900_000, 1024 * 1024);
        assertThat(text.lines()).allMatch(line -> line.matches("line \\d{7} é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fsite_config.json",
                "%2e%2e%2Fsite_config.json",
                "..",
                ".",
                "%2Fetc%2Fpasswd",
                "linked.log",
                "folder%2Finner.log",
                "gone.log",
                "a%00b"
            })
    void what_is_no_log_of_the_site_is_not_there(String name) throws IOException {
        Files.createSymbolicLink(logs.resolve("linked.log"), bench.site().resolve("site_config.json"));
        Files.writeString(Files.createDirectory(logs.resolve("folder")).resolve("inner.log"), "db-secret");

        var answer = client.get(StandInBench.path("/logs/" + name));

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).contains("error").doesNotContain("db-secret", "root:");
        assertThat(told("/logs")).isEmpty();
    }

    @Test
    void a_folder_of_logs_that_leads_elsewhere_is_none() throws IOException {
        Files.delete(logs);
        Files.createSymbolicLink(logs, bench.site());
        assertThat(told("/logs")).isEmpty();
        assertThat(client.get(StandInBench.path("/logs/site_config.json")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_counters_of_a_site_are_forgotten_and_those_of_others_stay() {
        count();

        var job = client.over(
                Wire.read(client.ask("DELETE", StandInBench.path("/usage")).body(), JobCreated.class)
                        .job());

        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.name()).isEqualTo("Reset Site Usage");
        assertThat(job.steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("Reset Site Usage");
            assertThat(step.data()).isEqualTo(job.data());
        });
        assertThat(job.data().propertyNames()).containsExactlyInAnyOrder("keys", "get", "delete");
        assertThat(job.data().get("get")).hasSize(2);
        assertThat(job.data().get("delete")).hasSize(2);
        assertForgotten();
    }

    @Test
    void the_password_of_redis_is_not_shown() {
        redisOf(":redis-hunter2@");
        count();
        redis.ask("CONFIG SET requirepass redis-hunter2");

        var job = client.over(
                Wire.read(client.ask("DELETE", StandInBench.path("/usage")).body(), JobCreated.class)
                        .job());

        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(Wire.write(job)).doesNotContain("hunter2");
        assertThat(job.data().get("delete")).hasSize(2);
    }

    @Test
    void a_redis_that_lets_nobody_in_fails_the_job() {
        count();
        redis.ask("CONFIG SET requirepass redis-hunter2");

        var job = client.over(
                Wire.read(client.ask("DELETE", StandInBench.path("/usage")).body(), JobCreated.class)
                        .job());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("redis-refused", "NOAUTH");
    }

    private void count() {
        bench.write("sites/" + StandInBench.SITE + "/site_config.json", "{\"db_name\": \"%s\"}".formatted(DATABASE));
        redis.ask("SET " + DATABASE + "|rate-limit-counter-20260101 17");
        redis.ask("SET " + DATABASE + "|rate-limit-counter-2 5");
        redis.ask("SET " + DATABASE + "|other 1");
        redis.ask("SET _fedcba9876543210|rate-limit-counter-20260101 3");
    }

    private void assertForgotten() {
        assertThat(redis.ask("EXISTS " + DATABASE + "|rate-limit-counter-20260101"))
                .isEqualTo(":0");
        assertThat(redis.ask("EXISTS " + DATABASE + "|rate-limit-counter-2")).isEqualTo(":0");
        assertThat(redis.ask("EXISTS " + DATABASE + "|other")).isEqualTo(":1");
        assertThat(redis.ask("EXISTS _fedcba9876543210|rate-limit-counter-20260101"))
                .isEqualTo(":1");
    }
}
