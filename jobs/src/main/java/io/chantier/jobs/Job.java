package io.chantier.jobs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as the journal knows it.
 *
 * @param progress 0 to 100
 * @param steps in the order of the recipe, from the moment a worker first opened the job; empty before
 * @param failure set when the state is FAILED
 */
public record Job(
        JobId id,
        JobOrder order,
        JobState state,
        int progress,
        List<JobStep> steps,
        @Nullable Failure failure,
        Times times) {

    public record Times(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** One step of a job as the journal knows it. */
    public record JobStep(
            String name,
            State state,
            @Nullable String result,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        public enum State {
            PENDING,
            RUNNING,
            WAITING,
            DONE,
            FAILED,
            UNDONE
        }
    }
}
