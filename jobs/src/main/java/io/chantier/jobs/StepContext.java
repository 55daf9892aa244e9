package io.chantier.jobs;

import java.util.Optional;

/** What a step may ask of, and tell to, the job that it runs in. */
public interface StepContext {

    JobId job();

    JobOrder order();

    /** The result that an earlier finished step left in the journal. */
    Optional<String> resultOf(String step);

    /** How far this step is, 0 to 100; the job's own progress is computed from it. */
    void progress(int percent);

    /** Adds a line to the job's log: a message key with arguments, worded when it is shown, or plain text from outside. */
    void log(String line);

    /** True once somebody asked to cancel the job; long work looks now and then and ends early with any outcome. */
    boolean cancelled();

    /** What a signal brought, when this step answered {@link StepOutcome.Waiting} before and is run again. */
    Optional<String> signalled();
}
