package io.chantier.agent.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of a command, from its start until it is over. */
final class RunningCommand {

    /** Why the watch over a process ended. */
    enum Why {
        EXITED,
        TIMED_OUT,
        CANCELLED,
        STOPPED
    }

    /** Who may want a command to end early. */
    record Interest(BooleanSupplier cancelled, BooleanSupplier stopping, Consumer<String> growing) {}

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration FLUSH = Duration.ofMillis(200);
    // A daemon that the program left behind may hold the pipe open for ever.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Process process;
    private final ProcessTree tree;
    private final Output output;
    private final InputStream spoken;
    private final Piping piping;
    private final Thread reader;
    private final long deadline;

    private RunningCommand(Process process, Command command, Pipe pipe, String mark, Output output) {
        this.process = process;
        this.spoken = pipe instanceof Pipe.Into ? process.getErrorStream() : process.getInputStream();
        this.piping = new Piping(process, pipe);
        this.tree = new ProcessTree(Optional.of(process.toHandle()), mark);
        this.output = output;
        this.deadline = System.nanoTime() + command.atMost().toNanos();
        this.reader = Thread.ofPlatform().daemon().name("command-output").start(this::read);
        command.input()
                .ifPresent(input ->
                        Thread.ofPlatform().daemon().name("command-input").start(() -> write(input)));
    }

    static RunningCommand start(Command command, Pipe pipe, String mark, Output output) throws IOException {
        var builder = new ProcessBuilder(command.words())
                .directory(command.directory().toFile())
                .redirectErrorStream(!(pipe instanceof Pipe.Into));
        if (command.input().isEmpty() && !(pipe instanceof Pipe.From)) {
            builder.redirectInput(Path.of("/dev/null").toFile());
        }
        var environment = builder.environment();
        environment.clear();
        environment.putAll(command.environment());
        command.secrets().forEach((name, secret) -> environment.put(name, secret.reveal()));
        environment.put(Command.MARK, mark);
        return new RunningCommand(builder.start(), command, pipe, mark, output);
    }

    long pid() {
        return process.pid();
    }

    long started() {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Waits until the process is over, by itself or because somebody wants it; then nothing of it runs any more. */
    Why watch(Interest interest) throws InterruptedException {
        long flushed = System.nanoTime();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (interest.stopping().getAsBoolean()) {
                return Why.STOPPED;
            }
            if (interest.cancelled().getAsBoolean()) {
                return Why.CANCELLED;
            }
            if (System.nanoTime() - deadline >= 0) {
                return Why.TIMED_OUT;
            }
            if (System.nanoTime() - flushed >= FLUSH.toNanos() && output.changed()) {
                interest.growing().accept(output.text());
                flushed = System.nanoTime();
            }
        }
        return Why.EXITED;
    }

    void endTree() {
        tree.end();
    }

    /** The exit code; null where the system does not let the process end. */
    @Nullable
    Integer code() throws InterruptedException {
        return process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : null;
    }

    /** Why not all went through the pipe; empty where it did, or where there is none. */
    Optional<String> pipeTrouble() throws InterruptedException {
        return piping.trouble();
    }

    String lastOutput() throws InterruptedException {
        reader.join(LAST_WORDS);
        output.end();
        return output.text();
    }

    private void read() {
        try (var characters = new InputStreamReader(spoken, StandardCharsets.UTF_8)) {
            var buffer = new char[8192];
            for (int n = characters.read(buffer); n >= 0; n = characters.read(buffer)) {
                output.add(CharBuffer.wrap(buffer, 0, n));
            }
        } catch (IOException _) {
            // The pipe is closed: there is nothing more to read.
        }
    }

    private void write(Secret input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // The program did not want to read it; its exit code says what that means.
        }
    }
}
