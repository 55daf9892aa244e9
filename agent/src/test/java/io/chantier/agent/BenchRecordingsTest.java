package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same requests as were once made of the real agent get the same answers, but for numbers, times and places. */
class BenchRecordingsTest {

    private static final Set<String> TIMES = Set.of("start", "end", "enqueue", "duration");
    private static final Set<String> DIFFERENT = Set.of("id", "agent_job_id", "directory", "traceback");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        Recording.folder();
        var bench = StandInBench.in(home);
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"041, 042", "043, 044", "045, 046", "047, 048", "053, 054", "055, 056", "061, 062", "063, 064"})
    void a_job_is_told_as_the_real_agent_told_it(String started, String told) {
        var answer = Recording.of(started).replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(200);
        client.over(Wire.read(answer.body(), JobCreated.class).job());

        var ours = Wire.tree(client.get("/jobs/1").body());

        assertThat(alike(ours)).isEqualTo(alike(Recording.of(told).json()));
    }

    @ParameterizedTest
    @CsvSource({"017", "029", "031", "032"})
    void a_question_is_answered_as_the_real_agent_answered_it(String name) {
        var answer = Recording.of(name).replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(Recording.of(name).status());
        assertThat(Wire.tree(answer.body())).isEqualTo(Recording.of(name).json());
    }

    @ParameterizedTest
    @CsvSource({"009", "019"})
    void what_is_not_here_has_the_same_status_and_the_same_shape(String name) {
        var path = Recording.of(name).request().get("path").asString();
        var answer = client.get(path.replace("/logs", ""));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Wire.tree(answer.body()).get("error").isArray()).isTrue();
    }

    @Test
    void an_order_for_a_bench_that_is_not_here_is_404_with_one_line() {
        var answer = Recording.of("010").replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(Recording.of("010").status());
        assertThat(Wire.tree(answer.body()).get("error").size()).isEqualTo(1);
        Deviations.assertNamed("010");
    }

    @Test
    void a_bench_has_the_same_parts() {
        var listed = Recording.of("015");
        sameParts(
                Wire.tree(listed.replay(agent.port()).body()).get(StandInBench.NAME),
                listed.json().get(StandInBench.NAME));
        var one = Recording.of("016");
        sameParts(Wire.tree(one.replay(agent.port()).body()), one.json());
    }

    private static void sameParts(JsonNode ours, JsonNode theirs) {
        assertThat(ours.propertyNames()).containsExactlyInAnyOrderElementsOf(theirs.propertyNames());
        assertThat(ours.get("name")).isEqualTo(theirs.get("name"));
        assertThat(ours.get("config")).isEqualTo(theirs.get("config"));
    }

    /** Without what differs from run to run and from machine to machine; times keep their form. */
    static JsonNode alike(JsonNode node) {
        if (node instanceof ArrayNode array) {
            var all = array.arrayNode();
            array.forEach(element -> all.add(alike(element)));
            return all;
        }
        if (node instanceof ObjectNode object) {
            var all = object.objectNode();
            object.forEachEntry((name, value) -> {
                if (TIMES.contains(name) && value.isString()) {
                    all.put(name, value.asString().replaceAll("\\d", "0"));
                } else if (DIFFERENT.contains(name)) {
                    all.put(name, "different");
                } else if (name.equals("command")) {
                    all.put(name, value.asString().replaceAll("^.*bench --site", "bench --site"));
                } else {
                    all.set(name, alike(value));
                }
            });
            return all;
        }
        return node;
    }
}
