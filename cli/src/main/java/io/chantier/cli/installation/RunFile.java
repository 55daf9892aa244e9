package io.chantier.cli.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What runs on a data folder, written by the one that started it.
 *
 * @param since when the process started: a number of a process is used again, the pair is not
 * @param oldSite the address of the bundled old site, empty where none is served
 */
public record RunFile(long pid, String since, String url, int edgePort, String oldSite, long oldSitePid) {

    private static final String NAME = "running.properties";

    static RunFile of(ProcessHandle app, String url, int edgePort, String oldSite, long oldSitePid) {
        return new RunFile(app.pid(), startOf(app), url, edgePort, oldSite, oldSitePid);
    }

    /** The one that runs; empty where nothing does, also where a file was left behind. */
    public static Optional<RunFile> running(Path data) throws IOException {
        var file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(read(file)).filter(found -> found.process().isPresent());
    }

    /** What an app that is gone has left, as after a kill: its old site may still be served. */
    static Optional<RunFile> leftBehind(Path data) throws IOException {
        var file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(read(file)).filter(found -> found.process().isEmpty());
    }

    /** The living process of the app. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie(process.pid()))
                .filter(process -> startOf(process).equals(since));
    }

    void write(Path data) throws IOException {
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("since", since);
        properties.setProperty("url", url);
        properties.setProperty("edgePort", Integer.toString(edgePort));
        properties.setProperty("oldSite", oldSite);
        properties.setProperty("oldSitePid", Long.toString(oldSitePid));
        var partial = Files.createTempFile(data, ".running", ".tmp");
        try (var out = Files.newBufferedWriter(partial)) {
            properties.store(out, null);
        }
        Files.move(partial, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    private static RunFile read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new RunFile(
                Long.parseLong(properties.getProperty("pid")),
                properties.getProperty("since"),
                properties.getProperty("url"),
                Integer.parseInt(properties.getProperty("edgePort")),
                properties.getProperty("oldSite"),
                Long.parseLong(properties.getProperty("oldSitePid")));
    }

    /** Killed and not yet buried by its parent, which in a container may take for ever: it runs no more. */
    private static boolean isZombie(long pid) {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException noProc) {
            return false;
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
