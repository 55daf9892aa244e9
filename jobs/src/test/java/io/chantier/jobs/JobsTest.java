package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.jobs.TestRecipe.Diary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The contract of the engine, which runs on each database: a fresh journal, engines that get closed, and a diary. */
abstract class JobsTest {

    static final UUID TEAM = UUID.fromString("00000000-0000-7000-8000-000000000001");

    final Diary diary = new Diary();
    private final List<JobEngine> engines = new ArrayList<>();
    private TestDatabase database;

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Dialect dialect;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    @SuppressWarnings("NullAway") // JUnit has set the fields
    void openTheDatabase() {
        database = switch (dialect) {
            case POSTGRESQL -> new TestDatabase.Postgres();
            case SQLITE -> new TestDatabase.Sqlite(folder.resolve("jobs.sqlite3"));
        };
    }

    @AfterEach
    void closeEverything() {
        engines.forEach(JobEngine::close);
        database.close();
    }

    TestDatabase database() {
        return database;
    }

    JobEngine.Builder builder() {
        return JobEngine.builder(database.source(), database.source(), database.dialect())
                .lease(Duration.ofSeconds(3))
                .patience(Duration.ofMillis(500));
    }

    /** An engine that takes orders and works on nothing. */
    JobEngine client() {
        return keep(builder().build());
    }

    JobEngine working(int threads, Recipe... recipes) {
        return started(builder().recipes(List.of(recipes)).worker("test", threads));
    }

    JobEngine working(Recipe... recipes) {
        return working(4, recipes);
    }

    JobEngine started(JobEngine.Builder builder) {
        var engine = keep(builder.build());
        engine.start();
        return engine;
    }

    private JobEngine keep(JobEngine engine) {
        engines.add(engine);
        return engine;
    }

    static JobOrder order(String kind, String subject) {
        return JobOrder.of(kind, subject, TEAM);
    }

    static Job ended(Jobs jobs, JobId id, JobState state) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(state));
        return jobs.find(id).orElseThrow();
    }

    /** Changes the journal behind the engine's back. */
    int execute(String statement) {
        return Transactions.owning(database.source(), dialect).in(sql -> sql.update(statement));
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    static List<String> texts(Jobs jobs, JobId id) {
        return jobs.lines(id, 0, 1000).stream().map(LogLine::text).toList();
    }
}
