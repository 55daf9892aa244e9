package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.files.WholeFile;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobState;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps whose files cannot be written, and those that are cut off while they write one. */
class TimeLimitTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final CountDownLatch writing = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Journal journal;

    @BeforeEach
    void begin() {
        journal = new Journal(AgentHome.at(home).journal());
        JobTables.create(journal, Dialect.SQLITE);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private JobEngine started(Step.Work work) {
        Recipe recipe = new Recipe() {
            @Override
            public String kind() {
                return "write";
            }

            @Override
            public List<Step> steps(JobOrder order) {
                return List.of(Step.named("Write", work));
            }
        };
        var engine = JobEngine.builder(journal, journal, Dialect.SQLITE)
                .recipes(List.of(new TimeLimit(journal).on(recipe)))
                .worker("agent", 1)
                .alone()
                .patience(Duration.ofMillis(100))
                .build();
        engine.start();
        return engine;
    }

    private static JobId ordered(JobEngine engine) {
        return engine.start(JobOrder.of("write", "1", AgentJobs.OPERATOR).withInput("{}"))
                .job();
    }

    private static Job over(JobEngine engine, JobId job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> engine.find(job).orElseThrow().state().isOver());
        return engine.find(job).orElseThrow();
    }

    private void write(String folder) {
        var file = home.resolve(folder).resolve("config.json");
        try {
            WholeFile.write(file, file.resolveSibling("config.json.new"), "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_agent_that_is_stopped_while_a_step_writes_its_file_fails_no_job_and_runs_the_step_again() throws Exception {
        JobId job;
        try (var engine = started(_ -> {
            while (true) {
                write(".");
                writing.countDown();
            }
        })) {
            job = ordered(engine);
            writing.await();
        }
        try (var engine = started(_ -> {
            runs.incrementAndGet();
            return StepOutcome.done();
        })) {
            var over = over(engine, job);
            assertThat(over.state()).as(over.toString()).isEqualTo(JobState.SUCCEEDED);
        }
        assertThat(runs).hasValue(1);
        assertThat(home.resolve("config.json")).hasContent("{}");
    }

    @Test
    void a_file_that_cannot_be_written_fails_the_job_by_name() throws Exception {
        Files.createFile(home.resolve("no-folder"));
        try (var engine = started(_ -> {
            write("no-folder");
            return StepOutcome.done();
        })) {
            var failure = Objects.requireNonNull(over(engine, ordered(engine)).failure());
            assertThat(failure.code()).isEqualTo("files-not-written");
            assertThat(failure.arguments().get("why")).contains("no-folder", "try again");
        }
    }
}
