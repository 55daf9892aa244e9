package io.chantier.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The front door of the engine: order, watch, cancel, retry. Safe to call from any thread and any replica. */
public interface Jobs {

    /**
     * Puts a job into the queue, on the caller's transaction where there is one: a rollback leaves no job. Workers are
     * woken at the commit.
     */
    Started start(JobOrder order);

    Optional<Job> find(JobId id);

    /** Newest first. */
    List<Job> list(Query query);

    /** The jobs of a team that ended since then, newest first, at most the last 20,000: for those who count. */
    List<Ended> ended(UUID team, Instant since);

    /** The subjects of a team's jobs that are not over, however many there are: for lists of hundreds. */
    Set<String> subjectsAtWork(UUID team);

    /** What this step handed on in the jobs that may still go on, be it by a retry: of those of a kind that failed, the newest of its subject. */
    List<String> resultsOf(String step);

    /** Asks a job to end: a queued or waiting one ends at once, a running one after its step; finished steps are undone. */
    boolean cancel(JobId id);

    /** Continues a failed job at the step that failed; false when the job is not failed or its subject is busy. */
    boolean retry(JobId id);

    /** Forgets the jobs of a subject with their steps and lines, in the caller's transaction; those at work stay. */
    void forget(UUID team, String subject);

    /** Wakes the jobs that wait for this signal, handing them the payload; kept for a job that starts waiting later. */
    void signal(String signal, String payload);

    /** Log lines with a number greater than {@code after}, oldest first. */
    List<LogLine> lines(JobId id, long after, int limit);

    /**
     * Tells of every change of a job (state, step, progress, log line) on any replica until the subscription is closed.
     * The listener gets the job's id only and reads what it needs; calls may be merged.
     */
    Subscription subscribe(Consumer<JobId> listener);

    /**
     * A job that is over.
     *
     * @param failure the code of why it failed; null where it did not
     * @param startedAt null where it was cancelled before anybody began
     */
    record Ended(
            String kind,
            JobState state,
            @Nullable String failure,
            @Nullable Instant startedAt,
            Instant finishedAt) {}

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Which jobs to list; a null means any.
     *
     * @param before only jobs older than this one, for paging
     */
    record Query(
            @Nullable UUID team,
            @Nullable String kind,
            @Nullable String subject,
            boolean activeOnly,
            @Nullable JobId before,
            int limit) {

        public static Query ofSubject(UUID team, String subject) {
            return new Query(team, null, subject, false, null, 20);
        }

        public static Query active(@Nullable UUID team) {
            return new Query(team, null, null, true, null, 200);
        }
    }
}
