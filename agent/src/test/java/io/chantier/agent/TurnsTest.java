package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.Turns;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in while a job waits long for somebody else and keeps only the name X of its site. */
class TurnsTest {

    private static final long HOLDER = 1;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Journal journal;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Turns turns;

    @BeforeEach
    void begin() {
        journal = new Journal(AgentHome.at(home).journal());
        JobTables.create(journal, Dialect.SQLITE);
        turns = new Turns(journal);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private void queue(long number, String... sites) {
        journal.inTransaction(connection -> {
            turns.queue(connection, number, sites(sites));
            return number;
        });
    }

    private void queueBackup(long number, String site) {
        journal.inTransaction(connection -> {
            turns.queueLast(connection, number, sites(site));
            return number;
        });
    }

    private static Claim sites(String... names) {
        return new Claim(Set.of(names), Set.of("bench"));
    }

    /** What a job hears that looks whether it may begin; who may has begun. */
    private boolean begins(long number) throws Exception {
        var unused = (StepContext) Proxy.newProxyInstance(
                StepContext.class.getClassLoader(), new Class<?>[] {StepContext.class}, (_, method, _) -> {
                    throw new IllegalStateException(method.getName());
                });
        return turns.step(order(number)).work().run(unused) instanceof StepOutcome.Done;
    }

    private static JobOrder order(long number) {
        return JobOrder.of("any", Long.toString(number), AgentJobs.OPERATOR);
    }

    private void holdX() throws Exception {
        queue(HOLDER, "X");
        assertThat(begins(HOLDER)).isTrue();
    }

    private void over(long number) throws SQLException {
        try (var connection = journal.getConnection();
                var statement = connection.prepareStatement("delete from agent_claim where number = ?")) {
            statement.setLong(1, number);
            statement.executeUpdate();
        }
    }

    @Test
    void a_job_of_two_sites_that_waits_for_the_one_holds_up_no_backup_of_the_other_nor_another_job() throws Exception {
        holdX();
        queue(20, "X", "Y");
        assertThat(begins(20)).isFalse();
        turns.letBenchesGo(order(HOLDER));
        assertThat(begins(20)).isFalse();
        queueBackup(21, "Y");
        assertThat(begins(21)).isTrue();
        over(21);
        queue(22, "Y");

        assertThat(begins(22)).isTrue();
        assertThat(begins(20)).isFalse();
    }

    @Test
    void once_nobody_holds_it_off_it_goes_before_those_that_came_later_be_they_backups_or_ordered_just_then()
            throws Exception {
        holdX();
        turns.letBenchesGo(order(HOLDER));
        queue(20, "X", "Y");
        queueBackup(21, "Y");
        queue(22, "X");
        assertThat(begins(20)).isFalse();
        over(HOLDER);
        queue(23, "Y");

        assertThat(begins(23)).isFalse();
        assertThat(begins(22)).isFalse();
        assertThat(begins(21)).isFalse();
        assertThat(begins(20)).isTrue();
        over(20);
        assertThat(begins(21)).as("a backup, which comes last").isFalse();
        assertThat(begins(23)).isTrue();
        assertThat(begins(22)).isTrue();
        over(23);
        assertThat(begins(21)).isTrue();
    }

    @Test
    void it_does_not_wait_for_an_older_backup_that_has_not_begun() throws Exception {
        holdX();
        queueBackup(2, "X");
        queue(20, "X", "Y");
        turns.letBenchesGo(order(HOLDER));
        assertThat(begins(20)).isFalse();
        over(HOLDER);

        assertThat(begins(20)).isTrue();
        assertThat(begins(2)).isFalse();
    }

    @Test
    void a_job_of_the_whole_bench_that_came_later_waits_for_it_only_once_it_can_begin() throws Exception {
        holdX();
        queue(20, "X", "Y");
        turns.letBenchesGo(order(HOLDER));
        assertThat(begins(20)).isFalse();
        journal.inTransaction(connection -> {
            turns.queue(connection, 21, new Claim(Set.of("bench"), Set.of()));
            return 21;
        });
        assertThat(begins(21)).isTrue();
        over(21);
        journal.inTransaction(connection -> {
            turns.queue(connection, 22, new Claim(Set.of("bench"), Set.of()));
            return 22;
        });
        over(HOLDER);

        assertThat(begins(22)).isFalse();
        assertThat(begins(20)).isTrue();
        over(20);
        assertThat(begins(22)).isTrue();
    }
}
