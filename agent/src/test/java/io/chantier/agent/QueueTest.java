package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Script;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One worker and one for backups, on a real journal. */
class QueueTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Journal journal;

    @SuppressWarnings("NullAway.Init") // set by run
    private JobEngine engine;

    @SuppressWarnings("NullAway.Init") // set by run
    private AgentJobs jobs;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Commands commands;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch enough = new CountDownLatch(1);

    @BeforeEach
    void open() {
        journal = new Journal(AgentHome.at(home).journal());
        JobTables.create(journal, Dialect.SQLITE);
        commands = new Commands(journal);
    }

    @AfterEach
    void close() {
        enough.countDown();
        commands.close();
        engine.close();
        journal.close();
    }

    private void run(AgentRecipe... recipes) {
        run(Duration.ofMinutes(5), recipes);
    }

    private void run(Duration patience, AgentRecipe... recipes) {
        engine = Queue.engine(journal, List.of(recipes), new Running(Tls.OFF, 1, 1, Duration.ofDays(1)), patience);
        jobs = new AgentJobs(
                journal,
                engine,
                List.of(recipes),
                commands,
                new JobSecrets(journal, home.resolve("secrets.key")),
                new Turns(journal));
        engine.start();
    }

    private record Named(String name, List<Step> list) implements AgentRecipe {

        @Override
        public String kind() {
            return name.toLowerCase(Locale.ROOT).replace(' ', '-');
        }

        @Override
        public String function() {
            return "";
        }

        @Override
        public List<Step> steps(JobOrder order) {
            return list;
        }
    }

    private Named quick(String name) {
        return new Named(name, List.of(Step.named("Work", _ -> {
            done.add(name);
            return StepOutcome.done();
        })));
    }

    private Named slow(String name) {
        return new Named(name, List.of(Step.named("Work", _ -> {
            enough.await();
            return StepOutcome.done();
        })));
    }

    private AgentJob over(long job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> jobs.find(job).orElseThrow().status().isOver());
        return jobs.find(job).orElseThrow();
    }

    private void awaitRunning(long job) {
        Awaitility.await().until(() -> jobs.find(job).orElseThrow().status() == AgentStatus.RUNNING);
    }

    @Test
    void long_backups_block_no_other_job_and_only_their_own_worker() {
        var backup = slow("Backup Site");
        var site = quick("New Site");
        run(backup, site);
        long first = jobs.start(backup, null);
        long second = jobs.start(backup, null);
        awaitRunning(first);

        assertThat(over(jobs.start(site, null)).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(jobs.find(second).orElseThrow().status()).isEqualTo(AgentStatus.PENDING);
        enough.countDown();
        assertThat(over(second).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void a_backup_begins_though_all_other_workers_are_busy() {
        var update = slow("Update Site Migrate");
        var backup = quick("Backup Site");
        run(update, backup);
        awaitRunning(jobs.start(update, null));

        assertThat(over(jobs.start(backup, null)).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void what_somebody_waits_for_overtakes_what_nobody_waits_for() {
        var busy = slow("Migrate Site");
        var low = quick("New Bench");
        var high = quick("New Site");
        run(busy, low, high);
        awaitRunning(jobs.start(busy, null));
        var lows = IntStream.range(0, 6).mapToObj(_ -> jobs.start(low, null)).toList();
        over(alsoLetGo(jobs.start(high, null)));
        lows.forEach(this::over);

        // One that the worker had already looked up may go first.
        assertThat(done).hasSize(7);
        assertThat(done.indexOf("New Site")).isLessThanOrEqualTo(2);
    }

    /** Always one more waits. */
    private Named neverEnding(String name) {
        var self = new AtomicReference<Named>();
        self.set(new Named(name, List.of(Step.named("Work", _ -> {
            if (enough.getCount() > 0) {
                jobs.start(Objects.requireNonNull(self.get()), null);
            }
            done.add(name);
            return StepOutcome.done();
        }))));
        return Objects.requireNonNull(self.get());
    }

    @Test
    void what_nobody_waits_for_has_its_turn_after_a_while_though_others_never_cease() {
        var high = neverEnding("New Site");
        var low = quick("New Bench");
        run(Duration.ofSeconds(1), high, low);
        jobs.start(high, null);
        jobs.start(high, null);
        Awaitility.await().until(() -> !done.isEmpty());
        var lows = IntStream.range(0, 3).mapToObj(_ -> jobs.start(low, null)).toList();

        lows.forEach(this::over);
        enough.countDown();

        assertThat(lows).allSatisfy(number -> {
            var job = jobs.find(number).orElseThrow();
            assertThat(job.span().start()).isAfter(job.enqueue().plusSeconds(1));
        });
        var told = List.copyOf(done);
        assertThat(told.subList(0, told.indexOf("New Bench"))).hasSizeGreaterThan(2);
    }

    @Test
    void without_patience_coming_to_an_end_those_that_somebody_waits_for_go_first() {
        var high = neverEnding("New Site");
        var low = quick("New Bench");
        run(Duration.ofMinutes(5), high, low);
        jobs.start(high, null);
        jobs.start(high, null);
        Awaitility.await().until(() -> !done.isEmpty());
        long job = jobs.start(low, null);

        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .until(() -> jobs.find(job).orElseThrow().status() == AgentStatus.PENDING);
        enough.countDown();
        assertThat(over(job).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    private long alsoLetGo(long job) {
        enough.countDown();
        return job;
    }

    @Test
    void the_time_of_a_job_is_over_for_all_its_steps_together() {
        var slow = Script.in(home, "slow", "echo begun\nsleep 60\n");
        var job = new Named(
                "Update Site Pull",
                List.of(
                        Step.named("Wait", _ -> {
                            Thread.sleep(700);
                            return StepOutcome.done();
                        }),
                        Step.named(
                                "Run",
                                context -> commands.run(
                                                context,
                                                "Run",
                                                Command.of(home, List.of(slow)).with(Map.of("PATH", "/usr/bin:/bin")))
                                        .outcome()),
                        quick("never").list().getFirst()));
        run(job);

        var told = over(jobs.start(job, Map.of("seconds", Wire.toTree(1)), null));

        assertThat(told.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(told.steps()).extracting(step -> step.name()).containsExactly("Wait", "Run");
        assertThat(told.data().get("command").asString()).contains("slow");
        assertThat(told.data().get("traceback").asString()).contains("its time limit");
        assertThat(done).isEmpty();
    }

    @Test
    void work_that_is_no_command_or_waits_for_somebody_ends_with_its_time_too() {
        var working = new Named("Restore Site", List.of(Step.named("Download", context -> {
            while (!context.cancelled()) {
                Thread.sleep(20);
            }
            return StepOutcome.failed("cut-short", Map.of());
        })));
        var waiting = new Named(
                "Deactivate Site", List.of(Step.named("Wait", _ -> new StepOutcome.LookAgain(Duration.ofMillis(100)))));
        run(working, waiting);
        var second = Map.of("seconds", Wire.toTree(1));

        for (var job : List.of(jobs.start(working, second, null), jobs.start(waiting, second, null))) {
            var told = over(job);
            assertThat(told.status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(told.data().get("traceback").asString())
                    .startsWith("job-timed-out: it took longer than 1 seconds");
        }
    }
}
