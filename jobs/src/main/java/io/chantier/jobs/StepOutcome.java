package io.chantier.jobs;

import java.time.Duration;
import java.util.Map;

/** How a step ended. Failures that we expect are outcomes; only bugs are exceptions. */
public sealed interface StepOutcome {

    /**
     * The next step may start.
     *
     * @param result what later steps and the undo need to know, as text or JSON
     */
    record Done(String result) implements StepOutcome {}

    /** Someone else is busy (a build, an agent, a payment); the job sleeps until the signal comes or the time is over. */
    record Waiting(String signal, Duration atMost) implements StepOutcome {}

    /** Worth another try after a pause: the network, a full queue. */
    record TryAgain(Failure why, Duration after) implements StepOutcome {}

    /** Someone else is busy who gives no signal: the step is asked again after a pause, as often as it wants. */
    record LookAgain(Duration after) implements StepOutcome {}

    /** No retry by itself will help; a person reads why, mends it and retries from this step. */
    record Failed(Failure why) implements StepOutcome {}

    static StepOutcome done() {
        return new Done("");
    }

    static StepOutcome done(String result) {
        return new Done(result);
    }

    static StepOutcome failed(String code, Map<String, String> arguments) {
        return new Failed(new Failure(code, arguments));
    }
}
