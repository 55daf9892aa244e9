package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The requests about benches as a whole that were once made of the real agent, one after the other. */
class WholeBenchRecordingsTest {

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
    void start() throws Exception {
        Recording.folder();
        bench = StandInBench.in(home);
        // The recordings begin on a server without benches.
        Files.move(bench.folder(), home.resolve("moved"));
        agent = TestAgents.start(home, StandInDocker.in(home, bench).settings(bench));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
    }

    private AgentJob replayed(String started, String told) {
        var answer = Recording.of(started).replay(agent.port());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var job = client.over(Wire.read(answer.body(), JobCreated.class).job());
        var theirs = Recording.of(told).json();
        assertThat(job.name()).isEqualTo(theirs.get("name").asString());
        assertThat(job.status())
                .as(job.data().toString())
                .isEqualTo(Wire.read(theirs.get("status"), AgentStatus.class));
        return job;
    }

    private void assertSameSteps(AgentJob job, String told) {
        var theirs = Recording.of(told).json().get("steps");
        assertThat(job.steps())
                .extracting(AgentStep::name)
                .containsExactlyElementsOf(theirs.valueStream()
                        .map(step -> step.get("name").asString())
                        .toList());
        assertThat(job.steps()).allMatch(step -> step.status() == AgentStatus.SUCCESS);
    }

    /** The words of a command without places and without what our container gets besides. */
    private static String words(JsonNode command) {
        return command.get("command")
                .asString()
                .replaceAll("\\S*/docker ", "docker ")
                .replaceAll(" -i | -e CHANTIER_COMMAND ", " ")
                .replaceAll("\\S+/(sites|config):", "/$1:")
                .replaceAll("(\\d)\\.0M", "$1M")
                .replaceAll(" +", " ")
                .strip();
    }

    private void answered(String number) {
        var answer = Recording.of(number).replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(Recording.of(number).status());
        assertThat(Wire.tree(answer.body())).isEqualTo(Recording.of(number).json());
    }

    @Test
    void a_bench_is_made_changed_and_archived_as_the_real_agent_told_it() {
        answered("008");
        var made = replayed("013", "014");
        answered("018");
        assertSameSteps(made, "014");
        assertThat(words(Wire.toTree(made.steps().getFirst()).get("data")))
                .isEqualTo(words(Recording.of("014").json().get("steps").get(0).get("data")));
        var listed = Wire.tree(client.get("/benches/bench-0001-000001-n1").body());
        assertThat(listed.get("config"))
                .isEqualTo(Recording.of("013").request().get("body").get("common_site_config"));

        var changed = replayed("020", "021");
        assertSameSteps(changed, "021");
        for (int step : new int[] {2, 3}) {
            assertThat(words(Wire.toTree(changed.steps().get(step))
                            .get("commands")
                            .valueStream()
                            .toList()
                            .getLast()))
                    .isEqualTo(words(Recording.of("021")
                            .json()
                            .get("steps")
                            .get(step)
                            .get("commands")
                            .get(0)));
        }

        replayed("079", "080");
        var archived = replayed("130", "131");
        assertSameSteps(archived, "131");
        assertThat(words(Wire.toTree(archived.steps().getFirst()).get("data")))
                .isEqualTo(words(Recording.of("131").json().get("steps").get(0).get("data")));
        assertThat(Wire.tree(client.get("/benches").body()).propertyNames()).containsExactly("bench-0001-000001-n1");
    }

    @Test
    void a_bench_of_which_less_is_said_is_made_by_the_same_steps() {
        var made = replayed("201", "202");
        assertSameSteps(made, "202");
        assertThat(words(Wire.toTree(made.steps().getFirst()).get("data")))
                .isEqualTo(words(Recording.of("202").json().get("steps").get(0).get("data")));
    }

    @Test
    void a_bench_with_sites_is_kept_and_one_that_is_gone_is_as_good_as_archived() throws Exception {
        Files.move(home.resolve("moved"), bench.folder());
        replayed("128", "129");
        assertThat(bench.site()).exists();
        replayed("224", "225");
    }

    @Test
    void the_log_of_requests_has_the_same_shape() throws Exception {
        Files.move(home.resolve("moved"), bench.folder());
        assertThat(Wire.tree(Recording.of("040").replay(agent.port()).body()))
                .isEqualTo(Recording.of("040").json());
    }
}
