package io.chantier.jobs;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a worker writes into the journal, each outcome in one transaction together with the job's row in the queue.
 *
 * <p>Every statement is fenced by the run's number: a worker that lost its lease gets a {@link LeaseLost} and has
 * recorded nothing.
 */
final class Records {

    private final Transactions transactions;
    private final InstantSource clock;
    private final Bell bell;

    Records(Transactions transactions, InstantSource clock, Bell bell) {
        this.transactions = transactions;
        this.clock = clock;
        this.bell = bell;
    }

    static void begin(Sql sql, JobId job, String step, Instant now) throws SQLException {
        sql.update("""
                update job_step set state = 'RUNNING', started_at = coalesce(started_at, ?), finished_at = null
                where job_id = ? and name = ?""", now, job, step);
    }

    /** A step is done and another one follows. */
    Next done(Lease lease, String step, String result, String next, int progress) {
        return recording(lease, sql -> {
            var now = clock.instant();
            var state = sql.row(
                            "update job set progress = ?, signalled = null where id = ? and run = ? returning state",
                            row -> JobState.valueOf(row.text("state")),
                            progress,
                            lease.job(),
                            lease.run())
                    .orElseThrow(() -> new LeaseLost(lease.job()));
            finish(sql, lease, step, result, now);
            if (state == JobState.CANCELLING) {
                return new Next.TurnBack(true);
            }
            begin(sql, lease.job(), next, now);
            return new Next.GoOn(Optional.empty());
        });
    }

    /** The last step is done, or there was none. */
    Next succeeded(Lease lease, Recipe recipe, @Nullable String step, String result) {
        return recording(lease, sql -> {
            var now = clock.instant();
            Limits.lock(sql, recipe);
            var statements = new ArrayList<>(List.of(new Sql.Statement("""
                    update job set state = 'SUCCEEDED', progress = 100, finished_at = ?, worker = null, signalled = null
                    where id = ? and run = ? and state = 'RUNNING'""", now, lease.job(), lease.run())));
            if (step != null) {
                statements.add(finishing(lease, step, result, now));
            }
            statements.add(Dispatch.removingSucceeded(lease));
            var rows = sql.together(statements);
            if (rows.getFirst() == 0) {
                fence(sql, lease);
                return new Next.TurnBack(true);
            }
            Dispatch.held(rows.getLast(), lease);
            Limits.release(sql, recipe, now);
            return new Next.Stop();
        });
    }

    private static void finish(Sql sql, Lease lease, String step, String result, Instant now) throws SQLException {
        sql.together(List.of(finishing(lease, step, result, now)));
    }

    private static Sql.Statement finishing(Lease lease, String step, String result, Instant now) {
        return new Sql.Statement("""
                update job_step set state = 'DONE', result = ?, finished_at = ?, attempts = 0, crashes = 0
                where job_id = ? and name = ?""", result, now, lease.job(), step);
    }

    /** A step waits for a signal; one that came before lets it go on at once. */
    Next waiting(Lease lease, Recipe recipe, String step, StepOutcome.Waiting outcome) {
        return recording(lease, sql -> {
            Limits.lock(sql, recipe);
            Desk.lockSignal(sql, outcome.signal());
            if (fence(sql, lease) == JobState.CANCELLING) {
                return new Next.TurnBack(true);
            }
            var early = Desk.takeSignal(sql, outcome.signal());
            if (early.isPresent()) {
                sql.update("update job set signalled = ? where id = ?", early.get(), lease.job());
                return new Next.GoOn(early);
            }
            var until = clock.instant().plus(outcome.atMost());
            return sleep(sql, lease, recipe, step, new JobRow.Sleep(outcome.signal(), until, null));
        });
    }

    /** A step wants another try; the pause frees its place for others of the kind. */
    Next tryAgain(Lease lease, Recipe recipe, String step, Duration after) {
        return pause(lease, recipe, step, after, 1);
    }

    /** A step watches someone else's work; looking is not a try. */
    Next lookAgain(Lease lease, Recipe recipe, String step, Duration after) {
        return pause(lease, recipe, step, after, 0);
    }

    private Next pause(Lease lease, Recipe recipe, String step, Duration after, int tries) {
        return recording(lease, sql -> {
            Limits.lock(sql, recipe);
            if (fence(sql, lease) == JobState.CANCELLING) {
                return new Next.TurnBack(true);
            }
            sql.update(
                    "update job_step set attempts = attempts + ? where job_id = ? and name = ?",
                    tries,
                    lease.job(),
                    step);
            return sleep(
                    sql,
                    lease,
                    recipe,
                    step,
                    new JobRow.Sleep(null, clock.instant().plus(after), null));
        });
    }

    private Next sleep(Sql sql, Lease lease, Recipe recipe, String step, JobRow.Sleep sleep) throws SQLException {
        sql.update(
                "update job set state = 'WAITING', waiting_for = ?, wait_until = ?, signalled = null where id = ?",
                sleep.signal(),
                sleep.until(),
                lease.job());
        sql.update("update job_step set state = 'WAITING' where job_id = ? and name = ?", lease.job(), step);
        Dispatch.putBack(sql, lease, sleep.until() == null ? clock.instant() : sleep.until());
        Limits.release(sql, recipe, clock.instant());
        return new Next.Stop();
    }

    /** A step failed. Where something is to be undone at once, the job ends only after that. */
    Next failed(Lease lease, Recipe recipe, String step, Failure why, boolean undoesAtOnce) {
        return recording(lease, sql -> {
            var now = clock.instant();
            Limits.lock(sql, recipe);
            var state = fence(sql, lease);
            sql.update(
                    "update job_step set state = 'FAILED', finished_at = ? where job_id = ? and name = ?",
                    now,
                    lease.job(),
                    step);
            if (state == JobState.CANCELLING) {
                return new Next.TurnBack(true);
            }
            sql.update(
                    "update job set failure_code = ?, failure_arguments = ?, signalled = null where id = ?",
                    why.code(),
                    Arguments.write(why.arguments()),
                    lease.job());
            return undoesAtOnce ? new Next.TurnBack(false) : end(sql, lease, recipe, JobState.FAILED);
        });
    }

    void undone(Lease lease, String step) {
        recording(lease, sql -> {
            fence(sql, lease);
            return sql.update(
                    "update job_step set state = 'UNDONE', result = null, attempts = 0 where job_id = ? and name = ?",
                    lease.job(),
                    step);
        });
    }

    /** An undo did not work; it is tried again after a pause. */
    Next undoAgain(Lease lease, String step, Duration after) {
        return recording(lease, sql -> {
            fence(sql, lease);
            sql.update("update job_step set attempts = attempts + 1 where job_id = ? and name = ?", lease.job(), step);
            Dispatch.putBack(sql, lease, clock.instant().plus(after));
            return new Next.Stop();
        });
    }

    /** An undo never worked; the job goes on undoing the others and ends failed, with its first failure where it stays. */
    void undoGivenUp(Lease lease, String step, Failure why, boolean firstStays) {
        var where = firstStays ? " where id = ? and failure_code is null" : " where id = ?";
        recording(lease, sql -> {
            fence(sql, lease);
            sql.update(
                    "update job set failure_code = ?, failure_arguments = ?" + where,
                    why.code(),
                    Arguments.write(why.arguments()),
                    lease.job());
            return sql.update("update job_step set state = 'UNDONE' where job_id = ? and name = ?", lease.job(), step);
        });
    }

    /** Everything that was to be undone is. */
    Next turnedBack(Lease lease, Recipe recipe, boolean everything) {
        return recording(lease, sql -> {
            Limits.lock(sql, recipe);
            boolean cancelling = fence(sql, lease) == JobState.CANCELLING;
            if (cancelling && !everything) {
                return new Next.TurnBack(true);
            }
            boolean failed = JobRow.find(sql, lease.job())
                    .map(row -> row.failure() != null)
                    .orElse(false);
            return end(sql, lease, recipe, failed ? JobState.FAILED : JobState.CANCELLED);
        });
    }

    private Next end(Sql sql, Lease lease, Recipe recipe, JobState state) throws SQLException {
        var now = clock.instant();
        sql.update("""
                update job set state = ?, finished_at = ?, worker = null, waiting_for = null, wait_until = null
                where id = ?""", state, now, lease.job());
        return leave(sql, lease, recipe, now);
    }

    /** A step that a cancel interrupted is neither running nor waiting any more. */
    static void restUnfinished(Sql sql, JobId job) throws SQLException {
        sql.update("update job_step set state = 'PENDING' where job_id = ? and state in ('RUNNING', 'WAITING')", job);
    }

    private static Next leave(Sql sql, Lease lease, Recipe recipe, Instant now) throws SQLException {
        Dispatch.remove(sql, lease);
        Limits.release(sql, recipe, now);
        return new Next.Stop();
    }

    /** Gives the job back to the queue, because this worker stops. */
    void giveBack(Lease lease) {
        recording(lease, sql -> {
            if (fence(sql, lease) == JobState.RUNNING) {
                sql.update("update job set state = 'QUEUED' where id = ? and failure_code is null", lease.job());
            }
            Dispatch.putBack(sql, lease, clock.instant());
            sql.dialect().notify(sql, Bell.due(lease.job()));
            return new Next.Stop();
        });
    }

    void progress(Lease lease, int percent) {
        recording(lease, sql -> {
            int rows = sql.update(
                    "update job set progress = ? where id = ? and run = ?", percent, lease.job(), lease.run());
            if (rows == 0) {
                throw new LeaseLost(lease.job());
            }
            return rows;
        });
    }

    void log(Lease lease, String step, String text) {
        recording(lease, sql -> {
            int rows = sql.update("""
                    insert into job_log (job_id, number, team_id, at, step, text)
                    select id, (select coalesce(max(number), 0) + 1 from job_log where job_id = job.id), team_id, ?, ?, ?
                    from job where id = ? and run = ?""", clock.instant(), step, text, lease.job(), lease.run());
            if (rows == 0) {
                throw new LeaseLost(lease.job());
            }
            return rows;
        });
    }

    boolean cancelled(Lease lease) {
        return transactions
                .read(sql -> JobRow.find(sql, lease.job()))
                .map(row -> row.run() != lease.run() || row.state() == JobState.CANCELLING)
                .orElse(true);
    }

    private static JobState fence(Sql sql, Lease lease) throws SQLException {
        return sql.row(
                        "update job set run = run where id = ? and run = ? returning state",
                        row -> JobState.valueOf(row.text("state")),
                        lease.job(),
                        lease.run())
                .orElseThrow(() -> new LeaseLost(lease.job()));
    }

    private <T> T recording(Lease lease, Transactions.Work<T> work) {
        var result = transactions.in(work);
        bell.changed(lease.job());
        return result;
    }
}
