package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.sql.SQLException;
import java.util.List;

/**
 * A step as the journal holds it for a worker.
 *
 * @param attempts how often it asked to be tried again, forwards or undoing
 * @param crashes how many workers died in it
 */
record Entry(String name, JobStep.State state, String result, int attempts, int crashes, boolean undoAtOnce) {

    static List<Entry> of(Sql sql, JobId job) throws SQLException {
        return sql.rows("select * from job_step where job_id = ? order by position", Entry::from, job);
    }

    private static Entry from(Sql.Row row) throws SQLException {
        var result = row.textOrNull("result");
        return new Entry(
                row.text("name"),
                JobStep.State.valueOf(row.text("state")),
                result == null ? "" : result,
                row.number("attempts"),
                row.number("crashes"),
                row.flag("undo_at_once"));
    }

    Entry in(JobStep.State now) {
        return new Entry(name, now, result, attempts, crashes, undoAtOnce);
    }

    Entry done(String with) {
        return new Entry(name, JobStep.State.DONE, with, 0, 0, undoAtOnce);
    }

    boolean isDone() {
        return state == JobStep.State.DONE;
    }

    /** Whether the step began and may have left something half made. */
    boolean isUnfinished() {
        return switch (state) {
            case RUNNING, WAITING, FAILED -> true;
            case PENDING, DONE, UNDONE -> false;
        };
    }
}
