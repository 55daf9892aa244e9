package io.chantier.lifecycle;

import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.mock.env.MockEnvironment;

/** The whole application in a process of its own, with a data folder of its own, that a test may kill. */
final class ChildApp implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final int port;
    private final int edgePort;

    private ChildApp(Process process, Path log, int port, int edgePort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.edgePort = edgePort;
    }

    /** Starts it on a database and a blob folder that it shares with others, and waits until it answers. */
    static ChildApp start(String database, Path blobs, int edgePort) throws IOException {
        var data = Files.createTempDirectory("chantier-child");
        var log = data.resolve("app.log");
        var port = freePort();
        var java = ProcessHandle.current().info().command().orElseThrow();
        var words = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.chantier.Chantier"));
        words.addAll(List.of(
                "--spring.datasource.url=" + database,
                "--chantier.data=" + data,
                "--chantier.storage.blobs=" + blobs,
                "--server.port=" + port,
                "--chantier.edge.port=" + edgePort,
                "--chantier.crawler.allow=127.0.0.0/8",
                "--chantier.admin-password=" + Client.ADMIN_PASSWORD,
                "--chantier.site-astro-dir="
                        + Path.of("../templates/site-astro").toRealPath()));
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var child = new ChildApp(process, log, port, edgePort);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(child::isReady);
        return child;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Installation installation() {
        var here = new MockEnvironment().withProperty("local.server.port", Integer.toString(port));
        return new Installation(Client.ofAdmin(here), URI.create("http://127.0.0.1:" + edgePort));
    }

    /** As the kernel or an impatient person does it: kill -9, its children keep what they have. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean isReady() {
        if (!process.isAlive()) throw new IllegalStateException("The application ended: " + lastWords());
        try {
            var here = new MockEnvironment().withProperty("local.server.port", Integer.toString(port));
            return Client.of(here).get("/api/health").statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private String lastWords() {
        try {
            var text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 3000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
