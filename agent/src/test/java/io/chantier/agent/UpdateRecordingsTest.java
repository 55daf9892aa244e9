package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a site between two benches, as it was once asked of the real agent, is told alike. */
class UpdateRecordingsTest {

    private static final String OTHER = "bench-0001-000002-n1";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Recording.folder();
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        Files.delete(bench.site().resolve("site_config.json"));
        Files.delete(bench.site());
        site = TestSite.on(bench, StandInBench.SITE);
        site.otherBench(OTHER);
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        agent = TestAgents.start(home, nginx.of(bench));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
            nginx.close();
            site.drop();
        }
    }

    @Test
    void updates_and_recoveries_are_told_as_the_real_agent_told_them() throws IOException {
        same("081", "082");
        same("083", "084");
        var fail = bench.directory().resolve(OTHER).resolve("fail-migrate");
        Files.writeString(fail, "pymysql.err.OperationalError: (1054, \"Unknown column 'foo' in 'field list'\")");
        var failed = over("085");
        assertThat(failed.steps())
                .filteredOn(step -> !step.name().equals("Log Touched Tables"))
                .extracting(AgentStep::name, step -> Wire.toTree(step.status()).asString())
                .containsExactlyElementsOf(steps("086"));
        same("087", "088");
        same("089", "090");
        same("091", "092");
        Files.delete(fail);
        same("093", "094");
        same("095", "096");
    }

    /** Those of the real agent, without what the manual's table leaves out. */
    private static List<Tuple> steps(String name) {
        return Recording.of(name)
                .json()
                .get("steps")
                .valueStream()
                .filter(step -> !step.get("name").asString().equals("Update Bench Memory Limits"))
                .filter(step -> !step.get("name").asString().equals("Log Touched Tables"))
                .map(step ->
                        tuple(step.get("name").asString(), step.get("status").asString()))
                .toList();
    }

    private AgentJob over(String started) {
        var answer = Recording.of(started).replay(agent.port());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }

    private void same(String started, String told) {
        var job = over(started);
        assertThat(RecordedJob.of(Wire.tree(client.get("/jobs/" + job.id()).body())))
                .as(told)
                .isEqualTo(RecordedJob.of(Recording.of(told).json()));
    }
}
