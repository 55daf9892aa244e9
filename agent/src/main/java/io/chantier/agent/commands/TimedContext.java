package io.chantier.agent.commands;

import io.chantier.jobs.StepContext;
import java.time.Duration;

/** A step whose job has to be over at some time. */
public interface TimedContext extends StepContext {

    /** How much of the job's time is left; nothing or less once it is over. */
    Duration left();

    /** True once somebody asked to cancel the job; unlike {@link #cancelled()} not because its time is over. */
    boolean withdrawn();
}
