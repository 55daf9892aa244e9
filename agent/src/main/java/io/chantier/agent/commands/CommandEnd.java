package io.chantier.agent.commands;

import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How a command ended. Its number finds it among the commands of its job. */
public sealed interface CommandEnd {

    Duration SOON = Duration.ofSeconds(1);

    /** The program ended with exit code 0. */
    record Succeeded(long number, String output) implements CommandEnd {}

    /** The program ended with another exit code; 127 where it could not be started. */
    record Failed(long number, int code, String output) implements CommandEnd {

        public static final int NOT_STARTED = 127;
    }

    /** It took too long and was ended, with all that it had started. */
    record TimedOut(long number, Duration limit) implements CommandEnd {}

    /** Its job was cancelled, and it was ended with all that it had started. */
    record Cancelled(long number) implements CommandEnd {}

    /** The agent stops, and ended it with all that it had started. */
    record Stopped(long number) implements CommandEnd {}

    /** What it means for the step whose work it was: only exit code 0 is a success; after a stop the step runs anew. */
    default StepOutcome outcome() {
        return switch (this) {
            case Succeeded(var number, var _) -> StepOutcome.done(Wire.write(new Reference(number)));
            case Failed(var number, var code, var _) ->
                failed("command-failed", number, Map.of("code", Integer.toString(code)));
            case TimedOut(var number, var limit) ->
                failed(
                        "command-timed-out",
                        number,
                        Map.of("seconds", Long.toString(Math.ceilDiv(limit.toMillis(), 1000))));
            case Cancelled(var number) -> failed("command-cancelled", number, Map.of());
            case Stopped _ -> new StepOutcome.LookAgain(SOON);
        };
    }

    private static StepOutcome failed(String code, long number, Map<String, String> more) {
        var arguments = new HashMap<>(more);
        arguments.put(Reference.KEY, Long.toString(number));
        return StepOutcome.failed(code, arguments);
    }
}
