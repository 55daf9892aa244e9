package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobTables;
import io.chantier.protocol.AgentStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final List<String> TABLES = List.of("job", "job_step", "agent_job", "agent_command", "agent_outbox");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @Test
    void jobs_that_were_over_for_long_are_forgotten_whole_and_no_number_comes_twice() throws SQLException {
        try (var journal = new Journal(AgentHome.at(home).journal())) {
            JobTables.create(journal, Dialect.SQLITE);
            Outbox.none(journal);
            var bench = StandInBench.in(home);
            List<Long> old;
            var settings = AgentSettings.of(Map.of(
                    "CHANTIER_AGENT_HOME", home.toString(), "CHANTIER_AGENT_PORT", "0", "AGENT_PASSWORD", "secret"));
            try (var agent = Agent.start(settings, bench.settings())) {
                var client = Client.withPassword(agent.port(), "secret");
                old = IntStream.range(0, 60)
                        .mapToObj(i -> client.pingJob("job " + i))
                        .toList();
                old.forEach(client::over);
                client.post(StandInBench.path("/migrate"), "{}");
                client.over(61);
            }
            try (var engine =
                    JobEngine.builder(journal, journal, Dialect.SQLITE).build()) {
                assertThat(pruning(journal, engine, Instant.now().plus(KEPT).minusSeconds(60))
                                .once())
                        .isZero();
                assertThat(rows(journal, "agent_command")).isPositive();
                assertThat(pruning(journal, engine, Instant.now().plus(KEPT).plusSeconds(60))
                                .once())
                        .isEqualTo(61);
            }
            for (var table : TABLES) {
                assertThat(rows(journal, table)).as(table).isZero();
            }
            try (var agent = Agent.start(settings, bench.settings())) {
                var client = Client.withPassword(agent.port(), "secret");
                assertThat(client.get("/jobs/7").statusCode()).isEqualTo(404);
                assertThat(client.pingJob("job 0")).isEqualTo(62);
            }
        }
    }

    @Test
    void a_job_at_work_is_never_too_old() {
        try (var agent = new TestAgent(home);
                var journal = new Journal(AgentHome.at(home).journal());
                var engine = JobEngine.builder(journal, journal, Dialect.SQLITE).build()) {
            long job = agent.slowJob("slow");
            agent.awaitRunning(job);
            assertThat(pruning(journal, engine, Instant.now().plus(KEPT.multipliedBy(9)))
                            .once())
                    .isZero();
            agent.client().post("/jobs/" + job + "/cancel");
            Awaitility.await().until(() -> agent.client().job(job).status() == AgentStatus.FAILURE);
        }
    }

    private static Pruning pruning(Journal journal, JobEngine engine, Instant now) {
        return new Pruning(journal, engine, KEPT, InstantSource.fixed(now), () -> {});
    }

    private static long rows(Journal journal, String table) throws SQLException {
        try (var connection = journal.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
