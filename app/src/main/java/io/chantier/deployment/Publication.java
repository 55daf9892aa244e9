package io.chantier.deployment;

import io.chantier.jobs.Failure;
import io.chantier.jobs.StepOutcome;
import java.net.URI;
import java.time.Duration;

/** How an attempt to publish ended. */
public sealed interface Publication {

    /** @param version which switch of the pointer this was */
    record Live(URI address, long version) implements Publication {}

    /** Somebody else is at work: ask again after that time. */
    record Underway(Duration lookAgainIn) implements Publication {}

    /** No retry by itself will help. */
    record Refused(Failure why) implements Publication {}

    record Unreachable(Failure why, Duration tryAgainIn) implements Publication {}

    /** The same for the job that waits for it; the result is the address. */
    default StepOutcome outcome() {
        return switch (this) {
            case Live(var address, var _) -> StepOutcome.done(address.toString());
            case Underway(var pause) -> new StepOutcome.LookAgain(pause);
            case Refused(var why) -> new StepOutcome.Failed(why);
            case Unreachable(var why, var pause) -> new StepOutcome.TryAgain(why, pause);
        };
    }
}
