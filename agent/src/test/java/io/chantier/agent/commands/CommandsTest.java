package io.chantier.agent.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Real processes, written into a real journal. */
class CommandsTest {

    private static final String STEP = "Do It";
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");

    // Three that go on: a child, one that lost its parent, and one that will not listen.
    private static final String FAMILY = """
            sleep 300 > /dev/null 2>&1 & echo $! >> pids
            (sleep 300 > /dev/null 2>&1 & echo $! >> pids)
            (trap '' TERM; echo deaf; sleep 300; sleep 300) > /dev/null 2>&1 & echo $! >> pids
            echo $$ >> pids
            echo begun
            sleep 300
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SQLiteDataSource journal;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Commands commands;

    private final Watched step = new Watched();

    @BeforeEach
    void open() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(20_000);
        journal = new SQLiteDataSource(config);
        journal.setUrl("jdbc:sqlite:" + folder.resolve("jobs.sqlite3"));
        commands = new Commands(journal);
    }

    @AfterEach
    void end() {
        commands.close();
        Script.pids(folder.resolve("pids")).stream()
                .filter(Script::runs)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private Command command(String... words) {
        return Command.of(folder, List.of(words)).with(PATH);
    }

    private CommandEnd run(Command command) throws InterruptedException {
        return commands.run(step, STEP, command);
    }

    private AgentCommand told() {
        return commands.of(step.job()).getLast().told();
    }

    @Test
    void of_a_thousand_failing_commands_none_is_reported_as_a_success() throws Exception {
        var failing = Script.in(folder, "failing", "echo \"ends with $1\"\nexit $1\n");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var ends = threads.invokeAll(IntStream.range(0, 1000)
                    .mapToObj(i -> (Callable<CommandEnd>) () ->
                            commands.run(step, "step " + i % 8, command(failing, Integer.toString(1 + i % 255))))
                    .toList());
            for (int i = 0; i < ends.size(); i++) {
                int code = 1 + i % 255;
                assertThat(ends.get(i).get()).isInstanceOfSatisfying(CommandEnd.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(code);
                    assertThat(failed.output()).isEqualTo("ends with " + code);
                    assertThat(failed.outcome()).isInstanceOf(StepOutcome.Failed.class);
                });
            }
        }
        assertThat(commands.of(step.job())).hasSize(1000).allSatisfy(command -> {
            assertThat(command.told().status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(command.told().returncode()).isBetween(1, 255);
        });
    }

    @Test
    void what_a_command_did_is_told_as_the_contract_wants_it() throws Exception {
        var end = run(command("seq", "1", "3"));

        assertThat(end).isInstanceOf(CommandEnd.Succeeded.class);
        assertThat(told().command()).isEqualTo("seq 1 3");
        assertThat(told().directory()).isEqualTo(folder.toString());
        assertThat(told().output()).isEqualTo("1\n2\n3");
        assertThat(told().returncode()).isZero();
        assertThat(told().status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(told().traceback()).isNull();
        assertThat(told().duration()).isEqualTo(Duration.between(told().start(), told().end()));
    }

    @Test
    void its_output_grows_while_it_runs() throws Exception {
        var slow = Script.in(folder, "slow", "echo one\nuntil [ -f go ]; do sleep 0.05; done\necho two >&2\n");
        try (var thread = Executors.newSingleThreadExecutor()) {
            var end = thread.submit(() -> run(command(slow)));
            Awaitility.await()
                    .until(() -> !commands.of(step.job()).isEmpty()
                            && told().output().equals("one"));
            assertThat(told().status()).isEqualTo(AgentStatus.RUNNING);
            assertThat(told().end()).isNull();
            assertThat(told().returncode()).isNull();
            Files.createFile(folder.resolve("go"));
            assertThat(end.get()).isInstanceOf(CommandEnd.Succeeded.class);
        }
        assertThat(told().output()).isEqualTo("one\ntwo");
    }

    @Test
    void a_program_that_does_not_exist_is_a_failure_that_names_it() throws Exception {
        assertThat(run(command("no-such-program-at-all"))).isInstanceOfSatisfying(CommandEnd.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(127);
            assertThat(failed.output()).contains("no-such-program-at-all could not be started");
        });
        assertThat(told().status()).isEqualTo(AgentStatus.FAILURE);
    }

    @Test
    void words_reach_the_program_as_they_are_and_no_shell_reads_them() throws Exception {
        var words =
                List.of("; touch marker", "$(touch marker)", "`touch marker`", "| touch marker", "a\nb", "'\"", "*");
        var each = Script.in(folder, "each", "for word; do printf '<%s>' \"$word\"; done\n");
        var all = new ArrayList<>(List.of(each));
        all.addAll(words);

        var end = run(Command.of(folder, all).with(PATH));

        assertThat(end)
                .isInstanceOfSatisfying(
                        CommandEnd.Succeeded.class,
                        succeeded -> assertThat(succeeded.output()).isEqualTo("<" + String.join("><", words) + ">"));
        assertThat(folder.resolve("marker")).doesNotExist();
    }

    @Test
    void a_program_finds_only_what_it_is_given_in_its_environment() throws Exception {
        run(command("env").withSecret("DB_PASSWORD", new Secret("hunter2hunter2")));
        assertThat(told().output().lines().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrder("PATH", "DB_PASSWORD", Command.MARK);
    }

    @Test
    void secrets_reach_the_program_and_nothing_else() throws Exception {
        var telling = Script.in(folder, "telling", """
                read password
                echo "stdin $password, environment $DB_PASSWORD, $(echo "$DB_PASSWORD" | wc -c)"
                """);
        run(command(telling)
                .withSecret("DB_PASSWORD", new Secret("hunter2hunter2"))
                .reading(new Secret("correct horse\n")));
        assertThat(told().output()).isEqualTo("stdin [secret], environment [secret], 15");
        try (var files = Files.list(folder)) {
            for (var file : files.filter(file -> file.getFileName().toString().startsWith("jobs"))
                    .toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("hunter2hunter2", "correct horse");
            }
        }
    }

    @Test
    void a_secret_among_the_arguments_is_refused() {
        assertThatThrownBy(() ->
                        command("mysql", "-phunter2hunter2").withSecret("MYSQL_PWD", new Secret("hunter2hunter2")))
                .hasMessageContaining("mysql")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void after_its_time_nothing_of_it_runs_any_more() throws Exception {
        var family = Script.in(folder, "family", FAMILY);
        assertThat(run(command(family).within(Duration.ofMillis(500)))).isInstanceOf(CommandEnd.TimedOut.class);
        assertNothingRuns();
        assertThat(told().status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(told().traceback()).contains("time limit");
        assertThat(told().output()).isEqualTo("begun");
    }

    @Test
    void a_cancelled_job_leaves_nothing_running() throws Exception {
        var end = begin();
        step.cancel();
        assertThat(end.get()).isInstanceOf(CommandEnd.Cancelled.class);
        assertNothingRuns();
    }

    @Test
    void an_agent_that_stops_ends_what_runs_and_the_step_runs_again_later() throws Exception {
        var end = begin();
        commands.close();
        assertThat(end.get().outcome()).isInstanceOf(StepOutcome.LookAgain.class);
        assertNothingRuns();
        assertThat(run(command("touch", "marker")).outcome()).isInstanceOf(StepOutcome.LookAgain.class);
        assertThat(folder.resolve("marker")).doesNotExist();
    }

    /** A program that ends itself kindly when it is asked to is still not a success. */
    @Test
    void an_exit_code_0_after_a_cancel_is_no_success() throws Exception {
        var polite = Script.in(folder, "polite", """
                trap 'exit 0' TERM
                echo $$ >> pids
                echo begun
                while :; do sleep 0.05; done
                """);
        var end = begin(polite);
        step.cancel();
        assertThat(end.get()).isInstanceOf(CommandEnd.Cancelled.class);
        assertThat(told().status()).isEqualTo(AgentStatus.FAILURE);
    }

    @Test
    void a_daemon_that_a_program_leaves_behind_does_not_hold_the_job_up() throws Exception {
        var starter = Script.in(folder, "starter", "sleep 300 & echo $! >> pids\necho started\n");
        var begin = System.nanoTime();
        assertThat(run(command(starter))).isInstanceOf(CommandEnd.Succeeded.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(told().output()).isEqualTo("started");
        assertThat(Script.pids(folder.resolve("pids"))).allMatch(Script::runs);
    }

    @Test
    void a_process_that_got_the_number_of_an_old_command_is_left_alone() throws Exception {
        var stranger = new ProcessBuilder("sleep", "300").start();
        try {
            var rows = new CommandRows(journal);
            long number = rows.begin(step.job().toString(), STEP, command("sleep", "300"), "0123");
            rows.process(
                    number,
                    stranger.pid(),
                    System.currentTimeMillis() - Duration.ofHours(1).toMillis());

            commands.endLeftovers();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(told().status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(told().traceback()).contains("agent was ended");
        } finally {
            stranger.destroyForcibly();
        }
    }

    private Future<CommandEnd> begin() {
        return begin(Script.in(folder, "family", FAMILY));
    }

    private Future<CommandEnd> begin(String program) {
        var thread = Executors.newSingleThreadExecutor();
        var end = thread.submit(() -> run(command(program)));
        thread.shutdown();
        Awaitility.await()
                .until(() ->
                        !commands.of(step.job()).isEmpty() && told().output().equals("begun"));
        assertThat(Script.pids(folder.resolve("pids"))).isNotEmpty().allMatch(Script::runs);
        return end;
    }

    private void assertNothingRuns() {
        assertThat(Script.pids(folder.resolve("pids"))).hasSize(4).noneMatch(Script::runs);
    }
}
