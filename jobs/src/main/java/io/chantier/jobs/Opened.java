package io.chantier.jobs;

import java.util.List;
import java.util.Optional;

/** What a worker finds when it opens a job that it picked. */
sealed interface Opened {

    /** What every run works with. */
    record Run(Lease lease, JobOrder order, List<Step> steps, List<Entry> entries) {}

    /** Take the steps that are not done, in order. */
    record Forward(Run run, Optional<String> signalled) implements Opened {}

    /** The step that is next cannot be taken: its signal did not come in time, or it killed too many workers. */
    record Doomed(Run run, Failure why) implements Opened {}

    /** Undo finished steps, last first: all of them, or only those marked so after a failure. */
    record Backward(Run run, boolean everything) implements Opened {}

    /** The job is over, sleeps or has to stand back for others of its kind; its row is already where it belongs. */
    record Nothing() implements Opened {}
}
