package io.chantier.agent.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.agent.commands.Secret;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The secrets of jobs, in a real journal beside a real engine. */
class JobSecretsTest {

    private static final UUID TEAM = new UUID(0, 0);
    private static final JobOrder ORDER = JobOrder.of("reads", "7", TEAM);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SQLiteDataSource journal;

    @SuppressWarnings("NullAway.Init") // set before each test
    private JobSecrets secrets;

    @BeforeEach
    void open() {
        journal = new SQLiteDataSource();
        journal.setUrl("jdbc:sqlite:" + home.resolve("jobs.sqlite3") + "?journal_mode=WAL&busy_timeout=20000");
        JobTables.create(journal, Dialect.SQLITE);
        secrets = new JobSecrets(journal, key());
    }

    private Path key() {
        return home.resolve("secrets.key");
    }

    private void keep(long number, String name, String value) throws Exception {
        try (var connection = journal.getConnection()) {
            secrets.keep(connection, number, Map.of(name, new Secret(value)));
        }
    }

    @Test
    void a_job_reads_its_secret_while_it_is_open_and_nobody_does_afterwards() throws Exception {
        keep(7, "root", "root-secret");
        keep(8, "root", "another");
        var read = new AtomicReference<>("");
        Recipe reads = new Recipe() {
            @Override
            public String kind() {
                return "reads";
            }

            @Override
            public List<Step> steps(JobOrder order) {
                return List.of(Step.named("fails", context -> {
                            read.set(secrets.of(context.order(), "root").reveal());
                            return StepOutcome.failed("no", Map.of());
                        })
                        .undoneAtOnceBy(_ -> read.updateAndGet(before ->
                                before + " again " + secrets.of(order, "root").reveal())));
            }
        };
        try (var engine = JobEngine.builder(journal, journal, Dialect.SQLITE)
                .recipes(List.of(reads))
                .worker("test", 1)
                .build()) {
            engine.start();
            var job = engine.start(ORDER).job();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> engine.find(job).orElseThrow().state().isOver());
        }
        assertThat(read).hasValue("root-secret again root-secret");
        assertThat(secrets.find(ORDER, "root")).isEmpty();
        assertThat(secrets.find(JobOrder.of("reads", "8", TEAM), "root")).isPresent();
        assertThatThrownBy(() -> secrets.of(ORDER, "root")).hasMessageContaining("no secret root");
    }

    @Test
    void the_journal_does_not_hold_them_in_clear_and_its_owner_alone_reads_the_key() throws Exception {
        keep(7, "root", "a-password-to-look-for");
        try (var files = Files.list(home)) {
            for (var file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("a-password-to-look-for");
            }
        }
        assertThat(Files.getPosixFilePermissions(key())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(new JobSecrets(journal, key()).of(ORDER, "root").reveal()).isEqualTo("a-password-to-look-for");
    }

    @Test
    void what_was_sealed_with_another_key_or_for_another_place_does_not_open() throws Exception {
        keep(7, "root", "root-secret");
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into agent_secret select 7, 'admin', sealed from agent_secret");
        }
        assertThatThrownBy(() -> secrets.of(ORDER, "admin")).hasMessageContaining("sealed with another key");
        Files.delete(key());
        var other = new JobSecrets(journal, key());
        assertThatThrownBy(() -> other.of(ORDER, "root")).hasMessageContaining("sealed with another key");
    }

    @Test
    void a_key_that_was_cut_short_is_refused_by_name() throws Exception {
        Files.write(key(), new byte[7]);
        assertThatThrownBy(() -> new JobSecrets(journal, key())).hasMessageContaining(key() + " is no key");
    }
}
