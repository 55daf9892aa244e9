package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose sealed configuration cannot be read any more fails, is undone, and lets others go on. */
class LostConfigurationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @BeforeEach
    void make() {
        bench = StandInBench.in(home);
    }

    private Agent agent() {
        return TestAgents.start(home, bench.settings());
    }

    private static Client client(Agent agent) {
        return Client.of(agent);
    }

    /** Leaves a renaming before its last step, with the configuration changed. */
    private long halfRenamed() throws Exception {
        bench.write("slow-scheduler", "");
        try (var agent = agent()) {
            var client = client(agent);
            var answer = client.post(
                    StandInBench.path("/rename"),
                    Wire.write(Map.of("new_name", "renamed.local.test", "config", Map.of("plan", "large"))));
            long job = Wire.read(answer.body(), JobCreated.class).job();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.job(job).steps().stream()
                            .anyMatch(step -> step.name().equals("Enable Scheduler")));
            return job;
        } finally {
            bench.remove("slow-scheduler");
        }
    }

    private void journal(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @Test
    void steps_are_listed_without_the_journal() {
        var recipe = new SiteRecipe(
                "sets", "Sets", "sets_job", _ -> List.of(Step.named(".configuration", _ -> StepOutcome.done())));
        var order = JobOrder.of("sets", "7", AgentJobs.OPERATOR).withInput("{\"sealed\":{\"config\":\"00\"}}");
        var journal = new Journal(home.resolve("jobs.sqlite3"));
        JobTables.create(journal, Dialect.SQLITE);
        var confidential = new Confidential(recipe, new JobSecrets(journal, home.resolve("secrets.key")));
        journal.close();

        assertThat(confidential.steps(order)).extracting(Step::name).containsExactly(".configuration");
    }

    @Test
    void a_job_whose_configuration_is_gone_fails_by_name_and_takes_back_what_it_changed() throws Exception {
        long job = halfRenamed();
        journal("delete from agent_secret");

        try (var agent = agent()) {
            var over = client(agent).over(job);
            assertThat(over.status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(Wire.write(over.data()))
                    .contains("configuration-lost", "\\\"Enable Scheduler\\\"", "order it once more");
        }
        assertThat(bench.config().get("plan").asString()).isEqualTo("small");
    }

    @Test
    void a_cancelled_job_whose_key_is_lost_takes_back_what_it_can_and_frees_its_turn() throws Exception {
        long job = halfRenamed();
        journal("update job set state = 'CANCELLING'");
        Files.delete(home.resolve("agent/secrets.key"));

        try (var agent = agent()) {
            var client = client(agent);
            assertThat(Wire.write(client.over(job).data()))
                    .contains("configuration-lost", "\\\".configuration\\\"", "put back by hand");
            var cache = client.send("DELETE", StandInBench.path("/cache"), "{}");
            long next = Wire.read(cache.body(), JobCreated.class).job();
            assertThat(client.over(next).status()).isEqualTo(AgentStatus.SUCCESS);
        }
        assertThat(bench.config().get("plan").asString()).isEqualTo("large");
    }
}
