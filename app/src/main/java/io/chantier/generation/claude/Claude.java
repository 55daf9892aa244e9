package io.chantier.generation.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Claude Code: starts it, hears it, stops it where it must be stopped, and says how it ended. */
final class Claude {

    private static final Logger log = LoggerFactory.getLogger(Claude.class);

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

    /** Gets what a run cost, once, however it ended. */
    interface Bill {
        void of(Spent spent);
    }

    /** @throws InterruptedException when the worker ends; the program is gone by then */
    Result run(Task task, Ear ear, Bill bill) throws InterruptedException {
        var signIn = signIns.current();
        if (signIn instanceof SignIn.None) return failed(Trouble.NO_KEY, "", bill);
        var found = executable.find();
        if (Thread.interrupted()) throw new InterruptedException();
        return switch (found) {
            case Executable.Found.Missing _ -> failed(Trouble.NOT_INSTALLED, Executable.VERSION, bill);
            case Executable.Found.Other(var _, var version) -> failed(Trouble.OTHER_VERSION, version, bill);
            case Executable.Found.Ready(var program) -> run(task, ear, bill, new Signed(signIn, program));
        };
    }

    private record Signed(SignIn signIn, Path program) {}

    private static Result failed(Trouble trouble, String detail, Bill bill) {
        bill.of(Spent.NOTHING);
        return new Result(new Ending.Failed(trouble, detail, Spent.NOTHING), new TreeMap<>());
    }

    private Result run(Task task, Ear ear, Bill bill, Signed signed) throws InterruptedException {
        try (var room = Room.in(rooms)) {
            var run = new Run(task, ear, room, new Scrubber(settings.apiKey(), room.folder()), price);
            try {
                room.layOut(task);
                signIns.lend(signed.signIn(), room.config());
                var ending = run.of(
                        builder(task, room, signed.signIn(), signed.program().toRealPath()));
                log.info("Claude Code, {}: {}", task.name(), told(ending));
                var files = ending instanceof Ending.Answered
                        ? task.edits().map(room::edited).orElseGet(TreeMap::new)
                        : new TreeMap<String, byte[]>();
                return new Result(ending, files);
            } finally {
                signIns.takeBack(signed.signIn(), room.config());
                bill.of(run.spent());
            }
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
                .redirectInput(input.toFile());
        builder.environment().clear();
        builder.environment().putAll(CommandLine.environment(task, room, signIn, settings));
        return builder;
    }
}
