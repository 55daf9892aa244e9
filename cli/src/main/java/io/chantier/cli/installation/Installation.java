package io.chantier.cli.installation;

import io.chantier.cli.client.Api;
import io.chantier.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The Chantier of one data folder: started, found, stopped. */
public final class Installation {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

    /** What the database's account has no business with. */
    private static final List<String> OURS_ALONE = List.of("logs", "storage", "clients", "cache");

    private final Home home;
    private final Path data;
    private final Terminal terminal;

    public Installation(Home home, Path data, Terminal terminal) {
        this.home = home;
        this.data = data.toAbsolutePath().normalize();
        this.terminal = terminal;
    }

    /**
     * What shall run.
     *
     * @param anyPort whether a taken port is replaced by the next free one
     * @param oldSite whether the old site that comes with Chantier is served, and may be read
     */
    public record Wish(int port, int edgePort, boolean anyPort, boolean detached, boolean oldSite) {}

    /** What was started, and the password made for the first administrator, empty where there was one before. */
    public record Started(RunFile running, Process app, Optional<Process> oldSite, String password) {}

    public Optional<RunFile> running() throws IOException {
        return RunFile.running(data);
    }

    public Path data() {
        return data;
    }

    /** Starts everything and returns when the app answers; what was started is stopped again when it does not. */
    public Started start(Wish wish) throws IOException, InterruptedException {
        makeDataFolder();
        RunFile.leftBehind(data).ifPresent(Installation::endOldSite);
        new Preparation(home, terminal).run();
        var ports = ports(wish);
        var processes = new AppProcess(home, data, wish.detached());
        var environment = new HashMap<String, String>();
        environment.put("CHANTIER_ADMIN_PASSWORD_FILE", firstPassword().toString());
        Optional<Process> oldSite = Optional.empty();
        if (wish.oldSite()) {
            oldSite = Optional.of(processes.startOldSite(ports.oldSite()));
            environment.put("CHANTIER_CRAWLER_ALLOW", "127.0.0.1/32:" + ports.oldSite());
        }
        terminal.progress(90, terminal.words().say("up.starting"));
        var app = processes.start(ports.app(), ports.edge(), environment);
        var url = "http://localhost:" + ports.app();
        var running = RunFile.of(
                app.toHandle(),
                url,
                ports.edge(),
                wish.oldSite() ? "http://127.0.0.1:" + ports.oldSite() + "/" : "",
                oldSite.map(Process::pid).orElse(0L));
        running.write(data);
        var started = new Started(running, app, oldSite, "");
        try {
            waitUntilHealthy(app, url, processes.log());
            waitForToken();
            return new Started(running, app, oldSite, takeFirstPassword());
        } catch (CliException | InterruptedException e) {
            stop(started);
            throw e;
        }
    }

    /** Ends what was started, the app first; returns when it is gone. */
    public void stop(Started started) {
        end(started.app().toHandle());
        started.oldSite().ifPresent(process -> end(process.toHandle()));
        forget();
    }

    /** Ends what runs on the data folder, whoever started it. */
    public void stop(RunFile running) {
        running.process().ifPresent(Installation::end);
        endOldSite(running);
        forget();
    }

    private static void endOldSite(RunFile running) {
        ProcessHandle.of(running.oldSitePid())
                .filter(process -> process.info().commandLine().orElse("").contains(OldSite.class.getName()))
                .ifPresent(Installation::end);
    }

    /** Ends a database that outlived its app, as after a kill; false where there was none. */
    public boolean stopOrphan() throws IOException {
        return EmbeddedPostgres.stopOrphan(data);
    }

    /** A client of the app that runs, with the token that the app left for us. */
    public Api api() throws IOException {
        var running = running().orElseThrow(() -> new CliException("notRunning", Map.of("data", data.toString())));
        return new Api(URI.create(running.url()), token(), terminal.words().locale());
    }

    private String token() throws IOException {
        var file = data.resolve("cli.token");
        if (!Files.isReadable(file)) {
            throw new CliException("api.noToken", Map.of("file", file.toString()));
        }
        return Files.readString(file).strip();
    }

    private record Ports(int app, int edge, int oldSite) {}

    private Ports ports(Wish wish) throws IOException {
        if (!wish.anyPort()) {
            requireFree(wish.port(), "--port");
            requireFree(wish.edgePort(), "--edge-port");
        }
        int app = PortHolder.nextFree(wish.port(), Set.of());
        int edge = PortHolder.nextFree(wish.edgePort(), Set.of(app));
        int oldSite = wish.oldSite() ? PortHolder.nextFree(edge + 1, Set.of(app, edge)) : 0;
        return new Ports(app, edge, oldSite);
    }

    private void requireFree(int port, String option) throws IOException {
        if (PortHolder.isFree(port)) {
            return;
        }
        var holder = PortHolder.of(port).orElseGet(() -> terminal.words().say("port.unknown"));
        var arguments = Map.of("port", Integer.toString(port), "holder", holder, "option", option);
        throw new CliException("port.taken", arguments);
    }

    // Others may walk through, as the database's account must; what is secret inside is closed by itself.
    private void makeDataFolder() throws IOException {
        if (!Files.exists(data)) {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        }
        Files.createDirectories(data.resolve("logs"));
        for (var name : OURS_ALONE) {
            var folder = data.resolve(name);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    // Only the app knows whether it has to make a password; what it made lies here until somebody was shown it.
    private Path firstPassword() {
        return data.resolve("admin-password.once");
    }

    private String takeFirstPassword() throws IOException {
        if (!Files.exists(firstPassword())) {
            return "";
        }
        var password = Files.readString(firstPassword()).strip();
        Files.delete(firstPassword());
        return password;
    }

    private void waitUntilHealthy(Process app, String url, Path log) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(START_LIMIT);
        try (var api = new Api(URI.create(url), "", terminal.words().locale())) {
            while (Instant.now().isBefore(deadline)) {
                if (api.isHealthy()) {
                    return;
                }
                if (app.waitFor(50, TimeUnit.MILLISECONDS)) {
                    var arguments = Map.of("log", log.toString(), "end", Command.endOf(log));
                    throw new CliException("up.ended", arguments);
                }
            }
        }
        throw new CliException("up.silent", Map.of("log", log.toString(), "end", Command.endOf(log)));
    }

    // The app answers a moment before it has handed the token over.
    private void waitForToken() throws InterruptedException {
        for (int i = 0; i < 100 && !Files.exists(data.resolve("cli.token")); i++) {
            Thread.sleep(50);
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            process.destroyForcibly();
        }
    }

    private void forget() {
        try {
            RunFile.delete(data);
        } catch (IOException e) {
            terminal.warn(e.toString());
        }
    }
}
