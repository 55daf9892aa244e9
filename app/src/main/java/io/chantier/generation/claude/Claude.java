package io.chantier.generation.claude;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Claude Code: starts it, hears it, stops it where it must be stopped, and says how it ended. */
final class Claude {

    private static final Logger log = LoggerFactory.getLogger(Claude.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 32 << 20;
    private static final int LONGEST_ERRORS = 2_000;

    private final ClaudeSettings settings;
    private final Executable executable;
    private final SignIns signIns;
    private final Path rooms;
    private final Usage.Price price;

    Claude(ClaudeSettings settings, Executable executable, SignIns signIns, Path rooms, Usage.Price price) {
        this.settings = settings;
        this.executable = executable;
        this.signIns = signIns;
        this.rooms = rooms;
        this.price = price;
    }

    /**
     * What came of it.
     *
     * @param files those that it was allowed to edit, as they are now; empty unless it ended well
     */
    record Result(Ending ending, SortedMap<String, byte[]> files) {}

    /** @throws InterruptedException when the worker ends; the program is gone by then */
    Result run(Task task, Ear ear) throws InterruptedException {
        var signIn = signIns.current();
        if (signIn instanceof SignIn.None) return failed(Trouble.NO_KEY, "");
        return switch (executable.find()) {
            case Executable.Found.Missing(var place) -> failed(Trouble.NOT_INSTALLED, place.toString());
            case Executable.Found.Other(var program, var version) ->
                failed(Trouble.OTHER_VERSION, program + " " + version);
            case Executable.Found.Ready(var program) -> run(task, ear, signIn, program);
        };
    }

    private static Result failed(Trouble trouble, String detail) {
        return new Result(new Ending.Failed(trouble, detail, Spent.NOTHING), new TreeMap<>());
    }

    private Result run(Task task, Ear ear, SignIn signIn, Path program) throws InterruptedException {
        try (var room = Room.in(rooms)) {
            room.layOut(task);
            signIns.lend(signIn, room.config());
            var run = new Run(task, ear, room);
            var ending = run.of(builder(task, room, signIn, program.toRealPath()));
            signIns.takeBack(signIn, room.config());
            log.info("Claude Code, {}: {}", task.name(), told(ending));
            var files = ending instanceof Ending.Answered
                    ? task.edits().map(room::edited).orElseGet(TreeMap::new)
                    : new TreeMap<String, byte[]>();
            return new Result(ending, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(Ending ending) {
        var cost = ending.spent().microUsd() + " micro-USD, " + ending.spent().output() + " tokens written";
        return switch (ending) {
            case Ending.Answered _ -> "answered, " + cost;
            case Ending.Failed(var trouble, var detail, var _) -> trouble + " (" + detail + "), " + cost;
            case Ending.Unwanted _ -> "cancelled, " + cost;
        };
    }

    private ProcessBuilder builder(Task task, Room room, SignIn signIn, Path program) throws IOException {
        var input = room.folder().resolve("input");
        Files.writeString(input, task.input());
        var words = CommandLine.words(program, task, room);
        var builder = new ProcessBuilder(Walled.isPossible() ? Walled.words(room, program, words) : words)
                .directory(room.work().toFile())
                .redirectInput(input.toFile())
                .redirectError(room.folder().resolve("errors").toFile());
        builder.environment().clear();
        builder.environment().putAll(CommandLine.environment(task, room, signIn, settings));
        return builder;
    }

    private enum Stop {
        UNWANTED,
        LATE,
        DEAR,
        REFUSED,
        ENDLESS
    }

    /** One process and what it says. */
    private final class Run {

        private final Task task;
        private final Ear ear;
        private final Room room;
        private final Transcript transcript;
        private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

        Run(Task task, Ear ear, Room room) {
            this.task = task;
            this.ear = ear;
            this.room = room;
            this.transcript = new Transcript(price, task.wantsAnswer());
        }

        Ending of(ProcessBuilder builder) throws IOException, InterruptedException {
            var started = new AtomicReference<@Nullable Process>();
            var trouble = new AtomicReference<@Nullable IOException>();
            // The walls fall with the thread that built them, so the one that starts the program stays until its end.
            var thread = Thread.ofPlatform()
                    .daemon()
                    .name("claude-" + task.name())
                    .start(() -> {
                        try {
                            var process = builder.start();
                            started.set(process);
                            room.runs(process.toHandle());
                            hear(process);
                            process.waitFor();
                        } catch (IOException e) {
                            trouble.set(e);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
            try {
                attend(thread, started);
            } catch (InterruptedException e) {
                end(started.get());
                throw e;
            }
            var process = started.get();
            if (process == null) return transcript.failed(Trouble.NOT_STARTED, String.valueOf(trouble.get()));
            return ending(process);
        }

        private void attend(Thread thread, AtomicReference<@Nullable Process> started) throws InterruptedException {
            var deadline = System.nanoTime() + task.limits().patience().toNanos();
            while (!thread.join(LOOK)) {
                if (ear.isUnwanted()) stop.compareAndSet(null, Stop.UNWANTED);
                else if (System.nanoTime() > deadline) stop.compareAndSet(null, Stop.LATE);
                if (stop.get() != null && started.get() != null) {
                    end(started.get());
                    thread.join();
                    return;
                }
            }
        }

        private void hear(Process process) throws IOException {
            try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
                for (var line = line(reader); line != null; line = line(reader)) {
                    Event.read(line).ifPresent(this::hear);
                    if (stop.get() != null) return;
                }
            }
        }

        private void hear(Event event) {
            transcript.hear(event);
            ear.hears(event);
            // It would ask ten times, for three minutes, with a key that is not going to become right.
            if (event instanceof Event.Retrying retrying && isRefused(retrying)) stop.compareAndSet(null, Stop.REFUSED);
            if (transcript.microUsdSoFar() > task.limits().microUsd()) stop.compareAndSet(null, Stop.DEAR);
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

        /** Gently first: what the program started itself is ended by it, and would outlive it otherwise. */
        private static void end(@Nullable Process process) throws InterruptedException {
            if (process == null) return;
            process.toHandle().destroy();
            if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }

        private Ending ending(Process process) throws IOException {
            var spent = transcript.spent();
            var why = stop.get();
            if (why == null) return transcript.ending(process.exitValue(), errors());
            return switch (why) {
                case UNWANTED -> new Ending.Unwanted(spent);
                case LATE -> transcript.failed(Trouble.TIMEOUT, "");
                case DEAR -> transcript.failed(Trouble.BUDGET, "");
                case REFUSED -> transcript.failed(Trouble.BAD_KEY, "");
                case ENDLESS -> transcript.failed(Trouble.INVALID_ANSWER, "");
            };
        }

        private String errors() throws IOException {
            try (var errors = Files.newInputStream(room.folder().resolve("errors"))) {
                return new String(errors.readNBytes(LONGEST_ERRORS), StandardCharsets.UTF_8);
            }
        }
    }
}
