package io.chantier.jobs;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table of jobs, as the engine itself needs it. */
record JobRow(
        JobId id,
        JobOrder order,
        JobState state,
        long run,
        @Nullable Failure failure,
        Sleep sleep) {

    /** Until when a job sleeps, and the signal that may wake it earlier; both null while it does not. */
    record Sleep(
            @Nullable String signal,
            @Nullable Instant until,
            @Nullable String signalled) {}

    /** No worker has opened it yet, so the journal has no steps of it. */
    boolean isNew() {
        return run == 0;
    }

    static Optional<JobRow> find(Sql sql, JobId id) throws SQLException {
        return sql.row("select * from job where id = ?", JobRow::from, id);
    }

    static Optional<JobRow> lock(Sql sql, JobId id) throws SQLException {
        return sql.row("select * from job where id = ?" + sql.dialect().forUpdate(), JobRow::from, id);
    }

    private static JobRow from(Sql.Row row) throws SQLException {
        return new JobRow(
                new JobId(row.uuid("id")),
                order(row),
                JobState.valueOf(row.text("state")),
                row.big("run"),
                failure(row),
                new Sleep(row.textOrNull("waiting_for"), row.timeOrNull("wait_until"), row.textOrNull("signalled")));
    }

    static JobOrder order(Sql.Row row) throws SQLException {
        return new JobOrder(
                row.text("kind"), row.text("subject"), row.uuid("team_id"), row.number("priority"), row.text("input"));
    }

    static @Nullable Failure failure(Sql.Row row) throws SQLException {
        var code = row.textOrNull("failure_code");
        var arguments = row.textOrNull("failure_arguments");
        return code == null ? null : new Failure(code, Arguments.read(arguments == null ? "" : arguments));
    }
}
