package io.chantier.benches;

import io.chantier.agent.Agent;
import io.chantier.agent.StandInBench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Our own agent as a process of its own, so that it can be killed and started again. */
final class KillableAgent implements AutoCloseable {

    private final Path home;
    private final StandInBench bench;
    private final int port;
    private @Nullable Process process;

    private KillableAgent(Path home, StandInBench bench, int port) {
        this.home = home;
        this.bench = bench;
        this.port = port;
    }

    /** Where another one was before, with what that one knew. */
    static KillableAgent inPlaceOf(RealAgent other, Path home, StandInBench bench) {
        other.close();
        var agent = new KillableAgent(home, bench, other.port());
        agent.start();
        return agent;
    }

    /** Until it answers. */
    void start() {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment().put("CHANTIER_AGENT_HOME", home.resolve("agent").toString());
        builder.environment().put("CHANTIER_AGENT_PORT", Integer.toString(port));
        builder.environment().put("CHANTIER_AGENT_BENCHES", bench.directory().toString());
        builder.environment().put("CHANTIER_AGENT_BENCH_COMMAND", bench.program());
        builder.environment().put("AGENT_PASSWORD", RealAgent.PASSWORD);
        try {
            process = builder.redirectErrorStream(true)
                    .redirectOutput(home.resolve("agent.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    private boolean answers() {
        try (var client = HttpClient.newHttpClient()) {
            var ping = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ping"))
                    .build();
            return client.sendAsync(ping, HttpResponse.BodyHandlers.discarding())
                            .join()
                            .statusCode()
                    == 401;
        } catch (CompletionException _) {
            return false;
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        if (process != null) process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
