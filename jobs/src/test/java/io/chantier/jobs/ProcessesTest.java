package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers in processes of their own, which are killed (kill -9) at each step. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ProcessesTest extends JobsTest {

    static final Duration LEASE = Duration.ofSeconds(6);
    /** For machines on which a process gets its turn late. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private static final Duration SLOW_MACHINE = Duration.ofSeconds(60);

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void killTheChildren() {
        children.forEach(Process::destroyForcibly);
    }

    @Test
    void a_job_whose_worker_is_killed_at_any_step_goes_on_elsewhere_and_repeats_no_finished_step() throws IOException {
        var jobs = client();
        children(3);
        for (int n = 1; n <= ChildWorker.STEPS; n++) {
            var subject = "killed-at-" + n;
            var id = jobs.start(order("walk", subject)).job();
            long killed = killAt("begin " + subject + " s" + n);
            child();

            over(jobs, id, JobState.SUCCEEDED);

            for (int step = 1; step <= ChildWorker.STEPS; step++) {
                var who = subject + " s" + step;
                assertThat(times("begin " + who)).as("begins of " + who).hasSize(step == n ? 2 : 1);
                assertThat(times("end " + who)).as("ends of " + who).hasSize(1);
            }
            long takenOver = times("begin " + subject + " s" + n).getLast();
            assertThat(Duration.ofMillis(takenOver - killed)).isLessThan(LEASE.plus(SLACK));
        }
    }

    @Test
    void a_job_whose_worker_is_killed_while_it_undoes_goes_on_undoing_and_repeats_no_finished_undo()
            throws IOException {
        var jobs = client();
        children(3);
        for (int n = ChildWorker.STEPS; n >= 1; n -= 2) {
            var subject = "undone-at-" + n;
            var id = jobs.start(order("walk-and-wait", subject)).job();
            over(jobs, id, JobState.WAITING);
            jobs.cancel(id);
            killAt("begin undo " + subject + " s" + n);
            child();

            over(jobs, id, JobState.CANCELLED);

            for (int step = 1; step <= ChildWorker.STEPS; step++) {
                assertThat(times("begin undo " + subject + " s" + step)).hasSize(step == n ? 2 : 1);
                assertThat(times("end undo " + subject + " s" + step)).hasSize(1);
            }
            assertThat(firstTimes(subject)).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    private List<Long> firstTimes(String subject) throws IOException {
        var times = new ArrayList<Long>();
        for (int step = 1; step <= ChildWorker.STEPS; step++) {
            times.add(times("begin undo " + subject + " s" + step).getFirst());
        }
        return times;
    }

    @Test
    void what_one_process_orders_others_work_on_within_the_limit_and_all_hear_of_it() throws IOException {
        var jobs = client();
        Set<JobId> heard = ConcurrentHashMap.newKeySet();
        jobs.subscribe(id -> {
            if (jobs.find(id).orElseThrow().state() == JobState.SUCCEEDED) {
                heard.add(id);
            }
        });
        children(2);
        var ids = IntStream.range(0, 20)
                .mapToObj(i -> jobs.start(order("narrow", "n" + i)).job())
                .toList();

        Awaitility.await()
                .atMost(SLOW_MACHINE)
                .untilAsserted(() -> assertThat(heard).containsAll(ids));

        int inside = 0;
        for (var line : lines().stream().filter(line -> line.contains(" only")).toList()) {
            inside += line.contains("begin") ? 1 : -1;
            assertThat(inside).isBetween(0, 1);
        }
    }

    /** Waits for a line and kills the process that wrote it. */
    private long killAt(String line) {
        Awaitility.await()
                .atMost(SLOW_MACHINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !times(line).isEmpty());
        try {
            var pid = writer(line);
            var process = children.stream()
                    .filter(child -> child.pid() == pid)
                    .findFirst()
                    .orElseThrow();
            process.destroyForcibly().waitFor();
            return System.currentTimeMillis();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long writer(String line) throws IOException {
        return lines().stream()
                .filter(written -> written.endsWith(" " + line))
                .map(written -> written.substring(written.indexOf(' ') + 1))
                .map(rest -> Long.parseLong(rest.substring(0, rest.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static void over(Jobs jobs, JobId id, JobState state) {
        Awaitility.await()
                .atMost(SLOW_MACHINE)
                .untilAsserted(
                        () -> assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(state));
    }

    private List<Long> times(String line) throws IOException {
        return lines().stream()
                .filter(written -> written.endsWith(" " + line))
                .map(written -> Long.valueOf(written.substring(0, written.indexOf(' '))))
                .toList();
    }

    private List<String> lines() throws IOException {
        return Files.exists(diary()) ? Files.readAllLines(diary()) : List.of();
    }

    private Path diary() {
        return folder.resolve("diary.txt");
    }

    private void children(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            child();
        }
        for (var process : children) {
            Awaitility.await()
                    .atMost(SLOW_MACHINE)
                    .until(() -> !times("ready " + process.pid()).isEmpty());
        }
    }

    /** Starts another worker, which joins in when it is ready. */
    private void child() throws IOException {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildWorker.class.getName(),
                dialect.name(),
                diary().toString()));
        words.addAll(
                switch (dialect) {
                    case POSTGRESQL ->
                        List.of(
                                TestDatabase.Postgres.url(),
                                TestDatabase.Postgres.user(),
                                TestDatabase.Postgres.password());
                    case SQLITE -> List.of(folder.resolve("jobs.sqlite3").toString());
                });
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "child.log")))
                .start();
        children.add(process);
    }
}
