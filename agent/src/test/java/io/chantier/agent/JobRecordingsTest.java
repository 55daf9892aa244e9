package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.protocol.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the real agent answered on the routes of the front door and of jobs, asked of ours. Numbers and times are
 * normalised; where ours answers otherwise, {@link Deviations} say why, and so does the manual.
 */
class JobRecordingsTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}";
    private static final Set<String> NUMBERS = Set.of("id", "job");
    private static final Set<String> NAMES = Set.of("agent_job_id", "name", "status");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestAgent agent;

    @BeforeEach
    void start() {
        agent = new TestAgent(home);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"001", "002", "003", "004", "011", "141"})
    void the_front_door_answers_the_same(String number) {
        var recording = Recording.of(number);
        var answer = recording.replay(agent.port());
        same(answer, recording);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("none"))
                .isEqualTo(recording
                        .response()
                        .get("headers")
                        .path("WWW-Authenticate")
                        .asString("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"012", "137", "220"})
    void a_job_that_is_over_is_told_the_same(String number) {
        var recording = Recording.of(number);
        agent.client().over(agent.client().pingJob("1001"));
        same(recording.replay(agent.port()), recording);
    }

    @ParameterizedTest
    @ValueSource(strings = {"133", "138"})
    void several_jobs_are_told_the_same(String number) {
        var recording = Recording.of(number);
        agent.client().over(agent.client().pingJob("1001"));
        agent.client().over(agent.client().pingJob("1002"));

        var answer = recording.replay(agent.port());

        assertThat(answer.statusCode()).isEqualTo(recording.status());
        var ours = Wire.tree(answer.body());
        assertThat(ours.size()).isEqualTo(recording.json().size());
        assertThat(normal(ours.get(0))).isEqualTo(normal(recording.json().get(0)));
        assertThat(ours.get(1).get("agent_job_id"))
                .isEqualTo(recording.json().get(1).get("agent_job_id"));
    }

    @Test
    void of_several_names_the_unknown_ones_are_missing() {
        var recording = Recording.of("219");
        agent.client().over(agent.client().pingJob("2007"));
        var answer = recording.replay(agent.port());
        var ours = Wire.tree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        assertThat(ours.size()).isEqualTo(recording.json().size()).isEqualTo(1);
        assertThat(keys(ours.get(0))).isEqualTo(keys(recording.json().get(0)));
    }

    @Test
    void the_list_of_jobs_has_the_same_rows() {
        var recording = Recording.of("132");
        agent.client().over(agent.client().pingJob("1001"));
        agent.client().over(agent.client().pingJob("1002"));
        var ours = Wire.tree(recording.replay(agent.port()).body());
        assertThat(ours.get(0).get("id").asInt())
                .isGreaterThan(ours.get(1).get("id").asInt());
        assertThat(recording.json().get(0).get("id").asInt())
                .isGreaterThan(recording.json().get(1).get("id").asInt());
        assertThat(row(ours.get(0))).isEqualTo(row(recording.json().get(0)));
    }

    @Test
    void the_list_of_names_is_newest_first() {
        var recording = Recording.of("136");
        agent.client().pingJob("1048");
        agent.client().pingJob("1049");
        var ours = Wire.tree(recording.replay(agent.port()).body());
        assertThat(ours.get(0)).isEqualTo(recording.json().get(0));
        assertThat(ours.get(1)).isEqualTo(recording.json().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"005", "135", "221"})
    void what_is_not_there_is_404_with_one_line(String number) {
        var recording = Recording.of(number);
        agent.client().over(agent.client().pingJob("1001"));
        var answer = recording.replay(agent.port());
        assertThat(recording.status()).isIn(200, 500);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Wire.tree(answer.body()).get("error").size()).isEqualTo(1);
        assertThat(answer.body()).doesNotContain("Traceback");
        Deviations.assertNamed(number);
    }

    @Test
    void the_version_has_the_same_keys_and_the_runtime_besides() {
        var recording = Recording.of("006");
        var ours = (ObjectNode) Wire.tree(recording.replay(agent.port()).body());
        assertThat(ours.remove("runtime").asString()).isEqualTo("Java");
        assertThat(keys(ours)).isEqualTo(keys(recording.json()));
        Deviations.assertNamed("006");
    }

    @Test
    void the_list_by_status_has_the_same_keys_and_no_needless_null() {
        var recording = Recording.of("134");
        long running = agent.slowJob("2004");
        agent.awaitRunning(running);
        agent.client().post("/jobs/" + running + "/cancel");
        agent.client().over(running);

        var ours = Wire.tree(recording.replay(agent.port()).body()).get(0);

        assertThat(keys(ours)).isEqualTo(keys(recording.json().get(0)));
        assertThat(recording.json().get(0).get("status").isNull()).isTrue();
        assertThat(ours.get("status").asString()).isEqualTo("Failure");
        assertThat(ours.get("end").asString()).matches(TIME);
        Deviations.assertNamed("134");
    }

    @Test
    void a_job_is_told_the_same_while_it_waits_runs_and_is_cancelled() {
        long running = agent.slowJob("2004");
        agent.awaitRunning(running);
        long pending = agent.slowJob("2005");

        var waits = told("209", pending);
        sameWithout(waits, Recording.of("209").json(), "data");
        assertThat(waits.get("data").get("function").asString())
                .isEqualTo(
                        Recording.of("209").json().get("data").get("function").asString());
        assertThat(waits.get("data").get("kwargs").isEmpty()).isTrue();
        Deviations.assertNamed("209");

        var runs = told("210", running);
        sameWithout(runs, Recording.of("210").json(), "data", "steps");
        var step = Recording.of("210").json().get("steps").get(0);
        sameWithout(runs.get("steps").get(0), step, "commands");
        Deviations.assertNamed("210");

        var cancelled = told("211", pending);
        sameWithout(cancelled, Recording.of("211").json(), "data", "steps", "start", "duration");
        assertThat(cancelled.get("start").isNull()).isTrue();
        assertThat(cancelled.get("data").toString())
                .doesNotContain("pickle", "created_at")
                .contains("Cancelled");
        assertThat(normal(told("212", pending))).isEqualTo(normal(cancelled));
        Deviations.assertNamed("211");

        var cancelling = told("213", running);
        assertThat(cancelling.get("status").asString()).isIn("Running", "Failure");
        Deviations.assertNamed("213");
        agent.client().over(running);
        var over = told("214", running);
        sameWithout(over, Recording.of("214").json(), "data", "steps");
        assertThat(over.get("steps").get(0).get("status").asString()).isEqualTo("Failure");
        Deviations.assertNamed("214");
    }

    @Test
    void the_end_of_a_job_is_told_the_same() throws Exception {
        var recorded = Wire.tree(Files.readAllLines(Recording.folder().resolve("callbacks.jsonl"))
                .getFirst());
        var elsewhere = home.resolve("with-press");
        try (var receiver = new Receiver(0, _ -> 200);
                var told = Agent.start(new AgentSettings(
                        elsewhere, "127.0.0.1", 0, Optional.of("secret"), Optional.of(receiver.address())))) {
            Client.withPassword(told.port(), "secret").pingJob("1001");
            await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.heard().isEmpty());
            assertThat(receiver.heard())
                    .containsExactly(new Receiver.Heard(
                            recorded.get("method").asString(),
                            recorded.get("path").asString(),
                            recorded.get("headers").get("Content-Type").asString(),
                            recorded.get("body").asString()));
        }
    }

    private JsonNode told(String number, long job) {
        var recording = Recording.of(number);
        var path = recording.request().get("path").asString().replaceFirst("/jobs/\\d+", "/jobs/" + job);
        var answer = recording.replay(agent.port(), path);
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        return Wire.tree(answer.body());
    }

    private static void same(HttpResponse<String> answer, Recording recording) {
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(
                        recording.response().get("headers").get("Content-Type").asString());
        assertThat(normal(Wire.tree(answer.body()))).isEqualTo(normal(recording.json()));
    }

    private static void sameWithout(JsonNode ours, JsonNode theirs, String... left) {
        assertThat(keys(ours)).isEqualTo(keys(theirs));
        var mine = (ObjectNode) normal(ours);
        var real = (ObjectNode) normal(theirs);
        for (var key : left) {
            mine.remove(key);
            real.remove(key);
        }
        assertThat(mine).isEqualTo(real);
    }

    private static Set<String> keys(JsonNode node) {
        return Set.copyOf(node.propertyNames());
    }

    /** Numbers and times without their values. */
    private static JsonNode normal(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = (ObjectNode) Wire.emptyObject();
            object.properties().forEach(entry -> copy.set(entry.getKey(), value(entry.getKey(), entry.getValue())));
            return copy;
        }
        return node.isArray()
                ? Wire.toTree(node.valueStream().map(JobRecordingsTest::normal).toList())
                : node;
    }

    private static JsonNode value(String key, JsonNode value) {
        if (NUMBERS.contains(key) && value.isIntegralNumber()) {
            return Wire.toTree("number");
        }
        if (value.isString() && value.asString().matches(TIME)) {
            return Wire.toTree("time");
        }
        if (key.equals("duration") && value.isString()) {
            return Wire.toTree(
                    value.asString().matches("\\d\\d?:\\d\\d:\\d\\d\\.\\d{6}") ? "duration" : value.asString());
        }
        return normal(value);
    }

    /** A row of a list, in which it does not matter which job it is about. */
    private static JsonNode row(JsonNode node) {
        var row = (ObjectNode) normal(node);
        NAMES.forEach(name -> row.put(name, row.get(name).isString() ? "text" : "other"));
        return row;
    }
}
