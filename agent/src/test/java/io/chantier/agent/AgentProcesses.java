package io.chantier.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Agents as processes of their own, one after the other in the same folder, for those who kill them. */
final class AgentProcesses implements AutoCloseable {

    final int port = Ports.free();
    final Client client = Client.withPassword(port, "secret");
    private final Path home;
    private final StandInBench bench;
    private final Map<String, String> more;
    private final List<Process> all = new ArrayList<>();

    /** @param more settings beside the usual ones */
    AgentProcesses(Path home, StandInBench bench, Map<String, String> more) {
        this.home = home;
        this.bench = bench;
        this.more = Map.copyOf(more);
    }

    /** Starts one, and returns once it answers. */
    void start() {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", Integer.toString(port),
                        "CHANTIER_AGENT_BENCHES", bench.directory().toString(),
                        "CHANTIER_AGENT_BENCH_COMMAND", bench.program(),
                        "AGENT_PASSWORD", "secret"));
        builder.environment().putAll(more);
        try {
            all.add(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    /** As a power cut would end it. */
    void kill9() {
        try {
            for (var agent : all) {
                agent.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        all.clear();
    }

    /** From now on what this step did is done, but the agent never gets to write that down. */
    void forget(String step) {
        journal("create trigger forgotten before update on job_step when new.state = 'DONE' and new.name = '" + step
                + "' begin select raise(abort, 'forgotten'); end");
    }

    void forgetNothing() {
        journal("drop trigger forgotten");
    }

    private void journal(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitOutput(long job, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.job(job).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains(text)));
    }

    private boolean answers() {
        try {
            return new Client(port, "").get("/ping").statusCode() == 401;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    @Override
    public void close() {
        kill9();
    }
}
