package io.chantier.lifecycle;

import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.postgres.EmbeddedPostgres;
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
public final class ChildApp implements AutoCloseable {

    private final Process process;
    private final Path data;
    private final Path log;
    private final int port;
    private final int edgePort;

    private ChildApp(Process process, Path data, int port, int edgePort) {
        this.process = process;
        this.data = data;
        this.log = data.resolve("app.log");
        this.port = port;
        this.edgePort = edgePort;
    }

    /** Starts it on a database and a blob folder that it shares with others, and waits until it answers. */
    static ChildApp start(String database, Path blobs, int edgePort) throws IOException {
        return start(database, blobs, List.of(), edgePort);
    }

    /** The same with settings of its own. */
    public static ChildApp start(String database, Path blobs, List<String> settings, int edgePort) throws IOException {
        var all = new ArrayList<>(List.of("--spring.datasource.url=" + database, "--chantier.storage.blobs=" + blobs));
        all.addAll(settings);
        return start(edgePort, all);
    }

    /** Starts it with an embedded database of its own. */
    static ChildApp startAlone() throws IOException {
        return start(freePort(), List.of());
    }

    private static ChildApp start(int edgePort, List<String> settings) throws IOException {
        var data = Files.createTempDirectory("chantier-child");
        var port = freePort();
        var java = ProcessHandle.current().info().command().orElseThrow();
        var words = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.chantier.Chantier"));
        words.addAll(List.of(
                "--chantier.data=" + data,
                "--server.port=" + port,
                "--chantier.edge.port=" + edgePort,
                "--chantier.crawler.allow=127.0.0.0/8",
                "--chantier.checks.browser=never",
                "--chantier.admin-password=" + Client.ADMIN_PASSWORD,
                "--chantier.site-astro-dir="
                        + Path.of("../templates/site-astro").toRealPath()));
        // Said twice, a setting would have two values.
        words.removeIf(word -> settings.stream().anyMatch(other -> isSame(word, other)));
        words.addAll(settings);
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("app.log").toFile())
                .start();
        var child = new ChildApp(process, data, port, edgePort);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(child::isReady);
        return child;
    }

    private static boolean isSame(String one, String other) {
        return one.startsWith("--chantier.") && other.startsWith(one.substring(0, one.indexOf('=') + 1));
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Installation installation() {
        var here = new MockEnvironment().withProperty("local.server.port", Integer.toString(port));
        return new Installation(Client.ofAdmin(here), URI.create("http://127.0.0.1:" + edgePort));
    }

    /** The journal in its embedded database. */
    HeldJournal journal() {
        try (var server = EmbeddedPostgres.start(data, 0)) {
            return HeldJournal.at(server.jdbcUrl(), server.user(), server.password());
        }
    }

    /** As a careless administrator does it: kill -9 of the server, its children find out by themselves. */
    void killDatabaseServer() throws IOException {
        var pid = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .getFirst();
        ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Kills every renderer as soon as it is seen, until it is closed. */
    Killing killRenderersForEver() {
        return new Killing(Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                renderers().forEach(ProcessHandle::destroyForcibly);
                Thread.onSpinWait();
            }
        }));
    }

    record Killing(Thread thread) implements AutoCloseable {
        @Override
        public void close() {
            thread.interrupt();
        }
    }

    /** The Node processes that render for it. */
    List<ProcessHandle> renderers() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/node"))
                .toList();
    }

    public long pid() {
        return process.pid();
    }

    /** The browsers that look at pages for it, with the walls around them. */
    public List<ProcessHandle> browsers() {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("chantier-browser-"))
                .toList();
    }

    /** As the kernel or an impatient person does it: kill -9, its children keep what they have. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
            EmbeddedPostgres.stopOrphan(data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody without an account. */
    public Client guest() {
        return Client.of(new MockEnvironment().withProperty("local.server.port", Integer.toString(port)));
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
