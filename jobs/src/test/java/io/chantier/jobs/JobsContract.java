package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.jobs.TestRecipe.Diary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every test of the engine shares: a fresh database, engines that are closed, and a diary. */
abstract class JobsContract {

    static final UUID TEAM = UUID.fromString("00000000-0000-7000-8000-000000000001");

    final Diary diary = new Diary();
    private final List<JobEngine> engines = new ArrayList<>();
    private TestDatabase database;

    abstract TestDatabase fresh();

    @BeforeEach
    void openTheDatabase() {
        database = fresh();
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
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(state));
        return jobs.find(id).orElseThrow();
    }

    static List<String> texts(Jobs jobs, JobId id) {
        return jobs.lines(id, 0, 1000).stream().map(LogLine::text).toList();
    }
}
