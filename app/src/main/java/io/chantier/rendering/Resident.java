package io.chantier.rendering;

import io.chantier.jobs.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A renderer that is always there: started when first needed, started again when it dies, replaced when it grew old or
 * fat, killed when it hangs.
 */
final class Resident implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Resident.class);
    private static final int ATTEMPTS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int EXAMINED_EVERY = 64;

    private final List<String> command;
    private final RenderingSettings.Limits limits;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable NodeProcess current;
    private volatile boolean closed;
    private int failedStarts;
    private long notBefore;

    Resident(List<String> command, RenderingSettings.Limits limits) {
        this.command = List.copyOf(command);
        this.limits = limits;
    }

    /** Asks the process; one that dies meanwhile is replaced and asked again, one that takes too long is killed. */
    Answer ask(ObjectNode request, Duration limit) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            NodeProcess process;
            try {
                process = process();
            } catch (IOException e) {
                return no("renderer-unavailable", Map.of("reason", String.valueOf(e.getMessage())));
            }
            try {
                var answer = process.ask(request).get(limit.toMillis(), TimeUnit.MILLISECONDS);
                replaceWhenWornOut(process);
                return answer.path("ok").asBoolean(false) ? new Answer.Ok(answer) : refusal(answer.path("error"));
            } catch (TimeoutException e) {
                log.warn("The renderer {} did not answer within {} and is killed", process.pid(), limit);
                process.kill();
                return no("render-timeout", Map.of("seconds", Long.toString(limit.toSeconds())));
            } catch (ExecutionException e) {
                log.warn("The renderer {} died; attempt {} of {}", process.pid(), attempt, ATTEMPTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return no("renderer-unavailable", Map.of("reason", "interrupted"));
            }
        }
        return no("renderer-crashed", Map.of());
    }

    /** What the process said of itself when it was ready; starts it where necessary. */
    Answer hello() {
        try {
            return new Answer.Ok(process().hello());
        } catch (IOException e) {
            return no("renderer-unavailable", Map.of("reason", String.valueOf(e.getMessage())));
        }
    }

    int inFlight() {
        var process = current;
        return process == null ? 0 : process.inFlight();
    }

    Optional<NodeProcess> running() {
        return Optional.ofNullable(current);
    }

    @Override
    public void close() {
        closed = true;
        var process = current;
        if (process != null) process.retire(Duration.ofSeconds(1));
    }

    private NodeProcess process() throws IOException {
        var running = current;
        if (running != null && running.isAlive()) return running;
        starting.lock();
        try {
            running = current;
            if (running != null && running.isAlive()) return running;
            if (closed) throw new IOException("closed");
            if (running != null && running.answered() == 0) failedStarts++;
            return start();
        } finally {
            starting.unlock();
        }
    }

    private NodeProcess start() throws IOException {
        pause();
        try {
            var fresh = NodeProcess.start(command, limits.start());
            failedStarts = 0;
            notBefore = System.nanoTime();
            current = fresh;
            log.info("The renderer {} is ready", fresh.pid());
            return fresh;
        } catch (IOException e) {
            failedStarts++;
            var pause = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failedStarts, 10));
            notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
            throw e;
        }
    }

    private void pause() throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(notBefore - System.nanoTime());
        if (failedStarts == 0 || left <= 0) return;
        try {
            Thread.sleep(Math.min(left, LONGEST_PAUSE.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void replaceWhenWornOut(NodeProcess process) {
        boolean old = process.answered() >= limits.renders();
        boolean fat = process.answered() % EXAMINED_EVERY == 0 && megabytes(process.pid()) > limits.megabytes();
        if (!old && !fat) return;
        starting.lock();
        try {
            if (current != process) return;
            current = null;
        } finally {
            starting.unlock();
        }
        log.info("The renderer {} is replaced after {} answers", process.pid(), process.answered());
        process.retire(limits.picture());
    }

    private static long megabytes(long pid) {
        try {
            var status = Files.readString(Path.of("/proc/" + pid + "/statm"), StandardCharsets.UTF_8);
            return Long.parseLong(status.split(" ", -1)[1]) * 4096 / (1 << 20);
        } catch (IOException e) {
            return 0;
        }
    }

    private static Answer refusal(JsonNode error) {
        var code = error.path("code").asString("internal");
        var arguments = Stream.of("message", "page")
                .filter(key -> !error.path(key).asString("").isEmpty())
                .collect(Collectors.toMap(key -> key, key -> error.path(key).asString("")));
        return new Answer.No(new Failure(code, arguments));
    }

    private static Answer no(String code, Map<String, String> arguments) {
        return new Answer.No(new Failure(code, arguments));
    }
}
