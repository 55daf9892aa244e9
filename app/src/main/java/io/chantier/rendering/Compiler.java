package io.chantier.rendering;

import io.chantier.jobs.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles edited components, each in a sandboxed process that sees no other site. Loading its tools takes a process
 * longer than the compiling itself, so after the first one the next process waits with its tools loaded and its project
 * still empty; unwanted for a while, it ends.
 */
final class Compiler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Compiler.class);
    private static final Path PROJECT = Path.of("/project");
    private static final Path OUT = Path.of("/out");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path folder;
    private final Duration limit;
    private @Nullable Bench waiting;
    private boolean closed;

    Compiler(Path folder, Duration limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** A process and the folders that it sees. */
    private record Bench(Path work, Process process) {

        Path project() {
            return work.resolve("project");
        }

        Path out() {
            return work.resolve("out");
        }

        Path log() {
            return work.resolve("log");
        }

        /** Ends whatever still runs. */
        void clear() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
                delete(work);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Compiles the sources into a folder that does not exist yet.
     *
     * @return why it could not; null where it did
     */
    @Nullable
    Failure compile(Sandbox box, SortedMap<String, byte[]> sources, Path compiled) throws IOException {
        var bench = bench(box);
        try {
            lay(sources, bench.project());
            var failure = run(bench);
            if (failure != null) return failure;
            Files.createDirectories(compiled.resolve("..").normalize());
            Files.move(bench.out(), compiled);
            return null;
        } finally {
            bench.clear();
            var _ = CompletableFuture.runAsync(() -> prepare(box), later(Duration.ZERO));
        }
    }

    @Override
    public void close() {
        var idle = left();
        if (idle != null) idle.clear();
    }

    private synchronized @Nullable Bench left() {
        closed = true;
        var idle = waiting;
        waiting = null;
        return idle;
    }

    /** The one that waits, if it lives, else a new one. */
    private Bench bench(Sandbox box) throws IOException {
        var taken = take();
        if (taken != null && taken.process().isAlive()) return taken;
        if (taken != null) taken.clear();
        return start(box);
    }

    private synchronized @Nullable Bench take() {
        var taken = waiting;
        waiting = null;
        return taken;
    }

    private void prepare(Sandbox box) {
        try {
            var fresh = start(box);
            if (!keep(fresh)) {
                fresh.clear();
                return;
            }
            var _ = CompletableFuture.runAsync(() -> dismiss(fresh), later(PATIENCE));
        } catch (IOException e) {
            log.warn("No compiler waits for the next edited component: {}", e.getMessage());
        }
    }

    private synchronized boolean keep(Bench fresh) {
        if (closed || waiting != null) return false;
        waiting = fresh;
        return true;
    }

    private void dismiss(Bench idle) {
        synchronized (this) {
            if (!idle.equals(waiting)) return;
            waiting = null;
        }
        idle.clear();
    }

    private static Executor later(Duration pause) {
        return CompletableFuture.delayedExecutor(
                pause.toMillis(),
                TimeUnit.MILLISECONDS,
                work -> Thread.ofVirtual().start(work));
    }

    private Bench start(Sandbox box) throws IOException {
        var work = Files.createDirectories(folder).resolve(UUID.randomUUID().toString());
        var project = Files.createDirectories(work.resolve("project"));
        var out = Files.createDirectories(work.resolve("out"));
        var seconds = (int) limit.toSeconds();
        var command = box.command(
                new Sandbox.Grant(Map.of(project, PROJECT), Map.of(out, OUT), seconds),
                List.of(
                        Sandbox.insideTemplate("renderer/compile.mjs").toString(),
                        PROJECT.toString(),
                        OUT.toString(),
                        "--wait"));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile());
        builder.environment().clear();
        return new Bench(work, Launcher.start(builder));
    }

    private static void lay(SortedMap<String, byte[]> sources, Path project) throws IOException {
        for (var source : sources.entrySet()) {
            var file = project.resolve(source.getKey()).normalize();
            if (!file.startsWith(project)) throw new IOException("Leaves the project: " + source.getKey());
            Files.createDirectories(file.resolve("..").normalize());
            Files.write(file, source.getValue());
        }
    }

    private @Nullable Failure run(Bench bench) throws IOException {
        try (var input = bench.process().getOutputStream()) {
            input.write("go\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return new Failure("compile-failed", Map.of("log", tail(bench.log())));
        }
        try {
            if (!bench.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                return new Failure("compile-timeout", Map.of("seconds", Long.toString(limit.toSeconds())));
            return bench.process().exitValue() == 0
                    ? null
                    : new Failure("compile-failed", Map.of("log", tail(bench.log())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure("renderer-unavailable", Map.of("reason", "interrupted"));
        }
    }

    private static String tail(Path logFile) throws IOException {
        try (var text = Files.newInputStream(logFile)) {
            var read = new String(text.readNBytes(20_000), StandardCharsets.UTF_8).strip();
            return read.substring(0, Math.min(1500, read.length()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
