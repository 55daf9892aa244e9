package io.chantier.generation.claude;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process and what it says. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 32 << 20;
    private static final int LONGEST_ERRORS = 2_000;

    private final Task task;
    private final Ear ear;
    private final Room room;
    private final Transcript transcript;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicReference<String> errors = new AtomicReference<>("");
    private final Scrubber scrubber;

    Run(Task task, Ear ear, Room room, Scrubber scrubber, Usage.Price price) {
        this.task = task;
        this.ear = ear;
        this.room = room;
        this.scrubber = scrubber;
        this.transcript = new Transcript(price, task.wantsAnswer());
    }

    Ending of(ProcessBuilder builder) throws InterruptedException {
        var started = new AtomicReference<@Nullable Process>();
        var broken = new AtomicReference<@Nullable Throwable>();
        // The walls fall with the thread that built them, so the one that starts the program stays until its end.
        var thread = Thread.ofPlatform()
                .daemon()
                .name("claude-" + task.name())
                .uncaughtExceptionHandler((_, e) -> broken.set(e))
                .start(() -> live(builder, started, broken));
        try {
            attend(thread, started);
        } finally {
            // Whatever went wrong, nothing of it goes on unattended.
            if (thread.isAlive()) stop.compareAndSet(null, Stop.UNWANTED);
            end(started.get());
            join(thread);
        }
        var process = started.get();
        var why = broken.get();
        if (process == null) return transcript.failed(Trouble.NOT_STARTED, scrubber.clean(String.valueOf(why)));
        if (why instanceof RuntimeException bug) throw bug;
        if (why != null) throw new IllegalStateException(why);
        return ending(process);
    }

    private void live(
            ProcessBuilder builder,
            AtomicReference<@Nullable Process> started,
            AtomicReference<@Nullable Throwable> broken) {
        try {
            var process = builder.start();
            started.set(process);
            // Nobody waits for it any more: who gave it up looked for it before it was there.
            if (stop.get() != null) end(process);
            var complaints = Thread.ofVirtual().start(() -> complaints(process));
            room.runs(process.toHandle());
            hear(process);
            if (stop.get() != null) end(process);
            process.waitFor();
            complaints.join(FAREWELL);
        } catch (IOException | RuntimeException e) {
            if (stop.get() == null) broken.set(e);
            end(started.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of them is not kept: a program that complains without end fills no disk. */
    private void complaints(Process process) {
        var heard = new StringBuilder();
        try (var reader = process.errorReader(StandardCharsets.UTF_8)) {
            int letter;
            while ((letter = reader.read()) >= 0) if (heard.length() < LONGEST_ERRORS) heard.append((char) letter);
        } catch (IOException e) {
            log.debug("No more complaints of Claude Code: {}", e.toString());
        }
        errors.set(heard.toString());
    }

    private void attend(Thread thread, AtomicReference<@Nullable Process> started) throws InterruptedException {
        var deadline = System.nanoTime() + task.limits().patience().toNanos();
        while (!thread.join(LOOK)) {
            if (ear.isUnwanted()) stop.compareAndSet(null, Stop.UNWANTED);
            else if (System.nanoTime() > deadline) stop.compareAndSet(null, Stop.LATE);
            if (stop.get() != null && started.get() != null) return;
        }
    }

    private void hear(Process process) throws IOException {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = line(reader); line != null; line = line(reader)) {
                Event.read(scrubber.clean(line)).ifPresent(this::hear);
                if (stop.get() != null) return;
            }
        }
    }

    private void hear(Event event) {
        transcript.hear(event);
        ear.hears(event);
        // It would ask ten times, for three minutes, with a key that is not going to become right.
        if (event instanceof Event.Retrying retrying && isRefused(retrying)) stop.compareAndSet(null, Stop.REFUSED);
        var isCounted = event instanceof Event.Reading || event instanceof Event.Writing;
        if (isCounted && transcript.microUsdSoFar() > task.limits().microUsd()) stop.compareAndSet(null, Stop.DEAR);
    }

    private static boolean isRefused(Event.Retrying retrying) {
        return retrying.status() == 401 || retrying.error().equals("authentication_failed");
    }

    private @Nullable String line(Reader reader) throws IOException {
        var line = new StringBuilder();
        int letter;
        while ((letter = reader.read()) >= 0 && letter != '\n') {
            line.append((char) letter);
            if (line.length() > LONGEST_LINE) {
                stop.compareAndSet(null, Stop.ENDLESS);
                return null;
            }
        }
        return letter < 0 && line.isEmpty() ? null : line.toString();
    }

    /**
     * Gently first: what the program started itself, and a login that it writes, is brought to an end by it. Behind
     * walls the program is a child of theirs, and they would not pass the word on.
     */
    private static void end(@Nullable Process process) {
        if (process == null || !process.isAlive()) return;
        var inside = process.descendants()
                .filter(child -> !child.info().command().orElse("").endsWith("/bwrap"))
                .toList();
        if (inside.isEmpty()) process.toHandle().destroy();
        inside.forEach(ProcessHandle::destroy);
        if (isOver(process, FAREWELL)) return;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        isOver(process, FAREWELL);
    }

    /** Waits, even where somebody is in a hurry: what is not over goes on costing. */
    private static boolean isOver(Process process, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var interrupted = false;
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                if (process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        return !process.isAlive();
    }

    private static void join(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                if (thread.join(FAREWELL)) break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private Ending ending(Process process) {
        var spent = transcript.spent();
        var why = stop.get();
        if (why == null)
            return transcript.ending(process.exitValue(), scrubber.clean(Objects.requireNonNullElse(errors.get(), "")));
        return switch (why) {
            case UNWANTED -> new Ending.Unwanted(spent);
            case LATE -> transcript.failed(Trouble.TIMEOUT, "");
            case DEAR -> transcript.failed(Trouble.BUDGET, "");
            case REFUSED -> transcript.failed(Trouble.BAD_KEY, "");
            case ENDLESS -> transcript.failed(Trouble.INVALID_ANSWER, "");
        };
    }

    private enum Stop {
        UNWANTED,
        LATE,
        DEAR,
        REFUSED,
        ENDLESS
    }

    /** What was spent so far, or in all where it is over. */
    Spent spent() {
        return transcript.spent();
    }
}
