package io.chantier.agent.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program with all that it started, also what lost its parent or left its session: each carries the command's mark in
 * its environment. A program that drops the mark is found as long as its parents live.
 */
final class ProcessTree {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path PROC = Path.of("/proc");
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Optional<ProcessHandle> root;
    private final String mark;

    ProcessTree(Optional<ProcessHandle> root, String mark) {
        this.root = root;
        this.mark = mark;
    }

    /** Asks all to end, and ends those that do not. */
    void end() {
        long begin = System.nanoTime();
        boolean interrupted = Thread.interrupted();
        var living = living();
        living.forEach(ProcessHandle::destroy);
        while (!living.isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            if (System.nanoTime() - begin > GRACE.toNanos()) {
                living.forEach(ProcessHandle::destroyForcibly);
            }
            interrupted |= pause();
            // Those that lost their parent meanwhile are looked at again, not only looked for.
            living.removeIf(process -> !lives(process));
            living.addAll(living());
        }
        if (!living.isEmpty()) {
            LOG.error("These processes of an ended command could not be ended: {}", living);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<ProcessHandle> living() {
        var found = new HashSet<ProcessHandle>();
        root.ifPresent(process -> {
            found.add(process);
            process.descendants().forEach(found::add);
        });
        if (Files.isDirectory(PROC)) {
            ProcessHandle.allProcesses().filter(this::isMarked).forEach(found::add);
        }
        found.removeIf(process -> !lives(process));
        return found;
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            var environment = Files.readAllBytes(
                    PROC.resolve(Long.toString(process.pid())).resolve("environ"));
            return ("\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0")
                    .contains("\0" + Command.MARK + "=" + mark + "\0");
        } catch (IOException _) {
            return false; // ended meanwhile, or somebody else's
        }
    }

    /** Without the dead whom their parent has not counted yet. */
    private static boolean lives(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(
                    PROC.resolve(Long.toString(process.pid())).resolve("stat"), StandardCharsets.ISO_8859_1);
            return !stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException _) {
            return process.isAlive();
        }
    }

    /** An interrupt does not keep this from ending what it began to end. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return false;
        } catch (InterruptedException _) {
            return true;
        }
    }
}
