package io.chantier.rendering;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One renderer process: a JSON object per line in, one per line out, matched by id. It ends when its input closes, so it
 * never outlives us.
 */
final class NodeProcess {

    /** The process ended before it answered. */
    static final class Gone extends IOException {
        private static final long serialVersionUID = 1L;

        Gone(String why) {
            super(why);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(NodeProcess.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_LINE = 64 << 20;
    private static final byte[] END = new byte[0];

    private final Process process;
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<byte[]> outbox = new LinkedBlockingQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** Starts the command with an empty environment and waits until it says that it is ready. */
    static NodeProcess start(List<String> command, Duration readyWithin) throws IOException {
        var builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        var started = new NodeProcess(Launcher.start(builder));
        started.thread("out", started::read);
        started.thread("in", started::write);
        started.thread("log", started::log);
        try {
            started.ready.get(readyWithin.toMillis(), TimeUnit.MILLISECONDS);
            return started;
        } catch (ExecutionException e) {
            started.kill();
            throw new Gone("The renderer ended at its start; its log says why");
        } catch (TimeoutException e) {
            started.kill();
            throw new Gone("The renderer was not ready within " + readyWithin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.kill();
            throw new Gone("Interrupted");
        }
    }

    /** The line that it said when it was ready. */
    JsonNode hello() {
        return ready.join();
    }

    CompletableFuture<JsonNode> ask(ObjectNode request) {
        var id = Long.toString(asked.incrementAndGet());
        var answer = new CompletableFuture<JsonNode>();
        pending.put(id, answer);
        var numbered = JSON.createObjectNode().put("id", id).setAll(request);
        outbox.add((JSON.writeValueAsString(numbered) + "\n").getBytes(StandardCharsets.UTF_8));
        if (!process.isAlive()) giveUp();
        return answer;
    }

    int inFlight() {
        return pending.size();
    }

    long answered() {
        return answered.get();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once; whoever waits for an answer gets {@link Gone}. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Takes no more questions: ends when the last answer is given, at the latest after the given time. */
    void retire(Duration atMost) {
        thread("end", () -> {
            long until = System.nanoTime() + atMost.toNanos();
            while (!pending.isEmpty() && process.isAlive() && System.nanoTime() < until) Thread.sleep(20);
            outbox.add(END);
            if (!process.waitFor(5, TimeUnit.SECONDS)) kill();
        });
    }

    private void read() throws IOException {
        try (var output = new Lines(process.getInputStream(), LONGEST_LINE)) {
            for (var line = output.next(); line.length > 0; line = output.next()) take(JSON.readTree(line));
        } finally {
            kill();
            giveUp();
        }
    }

    private void take(JsonNode message) {
        if (message.path("ready").asBoolean(false)) {
            ready.complete(message);
            return;
        }
        var waiting = pending.remove(message.path("id").asString(""));
        if (waiting == null) return;
        answered.incrementAndGet();
        waiting.complete(message);
    }

    private void giveUp() {
        var gone = new Gone("The renderer ended");
        ready.completeExceptionally(gone);
        pending.keySet().forEach(id -> {
            var waiting = pending.remove(id);
            if (waiting != null) waiting.completeExceptionally(gone);
        });
    }

    private void write() throws IOException, InterruptedException {
        try (var input = process.getOutputStream()) {
            for (var line = outbox.take(); line.length > 0; line = outbox.take()) {
                input.write(line);
                input.flush();
            }
        }
    }

    private void log() throws IOException {
        try (var errors = new Lines(process.getErrorStream(), LONGEST_LINE)) {
            for (var line = errors.next(); line.length > 0; line = errors.next()) {
                log.info(
                        "renderer {}: {}",
                        pid(),
                        new String(line, 0, Math.min(line.length, 2000), StandardCharsets.UTF_8));
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void thread(String part, Work work) {
        Thread.ofPlatform()
                .daemon()
                .name("renderer-" + process.pid() + "-" + part)
                .start(() -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        log.debug("renderer {}: {}", pid(), e.toString());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
