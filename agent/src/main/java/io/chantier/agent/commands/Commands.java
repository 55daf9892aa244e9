package io.chantier.agent.commands;

import io.chantier.agent.commands.RunningCommand.Interest;
import io.chantier.agent.commands.RunningCommand.Why;
import io.chantier.jobs.JobId;
import io.chantier.jobs.StepContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs and writes into the journal what they print while they run, and how they ended. */
public final class Commands implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final String OUTSIDE_OF_JOBS = "";
    // The system tells when a process began only as exactly as it knows when it was booted.
    private static final long SAME_START_MILLIS = 2000;

    private final CommandRows rows;
    private volatile boolean stopping;

    public Commands(DataSource journal) {
        this.rows = new CommandRows(journal);
    }

    /** Ends what an agent that was killed left running. To be called before the jobs go on. */
    public void endLeftovers() {
        for (var left : rows.left()) {
            var tree = new ProcessTree(root(left), left.mark());
            tree.end();
            rows.lost(left.number(), "The agent was ended while this command ran");
            LOG.warn("Ended command {}, which the agent had left running", left.number());
        }
    }

    private static Optional<ProcessHandle> root(CommandRows.Left left) {
        return Optional.ofNullable(left.pid()).flatMap(ProcessHandle::of).filter(process -> beganAt(process, left));
    }

    private static boolean beganAt(ProcessHandle process, CommandRows.Left left) {
        var then = left.pidStarted();
        return then != null
                && process.info()
                        .startInstant()
                        .map(start -> Math.abs(start.toEpochMilli() - then) <= SAME_START_MILLIS)
                        .orElse(false);
    }

    /** Runs a command of a step, until it ended, its time is over, its job is cancelled or the agent stops. */
    public CommandEnd run(StepContext context, String step, Command command) throws InterruptedException {
        return run(context, step, command, new Pipe.None());
    }

    /** The same with a file at one end of it; a success is one of both. */
    public CommandEnd run(StepContext context, String step, Command command, Pipe pipe) throws InterruptedException {
        var job = context.job().toString();
        return context instanceof TimedContext timed
                ? run(new Place(job, step, timed::withdrawn), inTime(command, timed.left()), pipe)
                : run(new Place(job, step, context::cancelled), command, pipe);
    }

    private static Command inTime(Command command, Duration left) {
        return left.compareTo(command.atMost()) < 0 ? command.within(left) : command;
    }

    /** Runs a command that no job knows, for whoever waits for the answer. */
    public CommandEnd ask(Command command) throws InterruptedException {
        return ask(command, new Pipe.None());
    }

    /** The same with a file at one end of it. */
    public CommandEnd ask(Command command, Pipe pipe) throws InterruptedException {
        var end = run(new Place(OUTSIDE_OF_JOBS, "", () -> false), command, pipe);
        rows.forget(
                switch (end) {
                    case CommandEnd.Succeeded(var number, var _) -> number;
                    case CommandEnd.Failed(var number, var _, var _) -> number;
                    case CommandEnd.TimedOut(var number, var _) -> number;
                    case CommandEnd.Cancelled(var number) -> number;
                    case CommandEnd.Stopped(var number) -> number;
                });
        return end;
    }

    /** All commands of a job in the order in which they began. */
    public List<RanCommand> of(JobId job) {
        return rows.of(job);
    }

    /** When the first command of a step began, be it in an earlier run of the step. */
    public Optional<Instant> begun(JobId job, String step) {
        return rows.begun(job, step).stream().findFirst();
    }

    /** Ends the commands that run. Their steps run anew when the agent is back. */
    @Override
    public void close() {
        stopping = true;
    }

    private record Place(String job, String step, BooleanSupplier cancelled) {}

    private CommandEnd run(Place place, Command command, Pipe pipe) throws InterruptedException {
        // Whatever happens from here on, the next start finds the process by its mark.
        var mark = HexFormat.of().formatHex(random());
        long number = rows.begin(place.job(), place.step(), command, mark);
        var output = new Output(command.hidden());
        if (stopping) {
            return end(command, number, output.text(), null, Why.STOPPED);
        }
        RunningCommand running;
        try {
            running = RunningCommand.start(command, pipe, mark, output);
        } catch (IOException e) {
            return notStarted(command, number, e);
        }
        try {
            rows.process(number, running.pid(), running.started());
            var why = running.watch(new Interest(place.cancelled(), () -> stopping, text -> rows.output(number, text)));
            if (why != Why.EXITED) {
                running.endTree();
            }
            return end(command, number, running, why);
        } catch (InterruptedException | RuntimeException e) {
            running.endTree();
            rows.lost(number, "The agent gave up watching this command and ended it");
            throw e;
        }
    }

    private CommandEnd end(Command command, long number, RunningCommand running, Why why) throws InterruptedException {
        var trouble = why == Why.EXITED ? running.pipeTrouble() : Optional.<String>empty();
        var output = running.lastOutput();
        var code = running.code();
        return trouble.isEmpty()
                ? end(command, number, output, code, why)
                : end(
                        command,
                        number,
                        (output + "\nNot all bytes went through: " + trouble.get()).strip(),
                        code == null || code == 0 ? 1 : code,
                        why);
    }

    private CommandEnd notStarted(Command command, long number, IOException why) {
        var text = command.words().getFirst() + " could not be started in " + command.directory() + ": "
                + why.getMessage();
        return end(command, number, text, CommandEnd.Failed.NOT_STARTED, Why.EXITED);
    }

    private CommandEnd end(Command command, long number, String output, @Nullable Integer code, Why why) {
        rows.end(number, output, code, cutShort(command, why));
        return switch (why) {
            case EXITED ->
                code != null && code == 0
                        ? new CommandEnd.Succeeded(number, output)
                        : new CommandEnd.Failed(number, code == null ? -1 : code, output);
            case TIMED_OUT -> new CommandEnd.TimedOut(number, command.atMost());
            case CANCELLED -> new CommandEnd.Cancelled(number);
            case STOPPED -> new CommandEnd.Stopped(number);
        };
    }

    private static @Nullable String cutShort(Command command, Why why) {
        return switch (why) {
            case EXITED -> null;
            case TIMED_OUT -> "Ended after " + seconds(command.atMost()) + " seconds, its time limit";
            case CANCELLED -> "Ended, because the job was cancelled";
            case STOPPED -> "Ended, because the agent stopped; the step runs again when it is back";
        };
    }

    /** Of the time of a job, nearly all may be left. */
    private static long seconds(Duration limit) {
        return Math.max(0, Math.ceilDiv(limit.toMillis(), 1000));
    }

    private static byte[] random() {
        var bytes = new byte[16];
        CHANCE.nextBytes(bytes);
        return bytes;
    }
}
