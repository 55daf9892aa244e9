package io.chantier.jobs;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes orders, cancels, retries and signals, each in the caller's transaction where there is one. */
final class Desk {

    private static final int TRIES = 10;

    private final Transactions transactions;
    private final InstantSource clock;
    private final JobIds ids;
    private final Bell bell;

    Desk(Transactions transactions, InstantSource clock, Bell bell) {
        this.transactions = transactions;
        this.clock = clock;
        this.ids = new JobIds(clock);
        this.bell = bell;
    }

    Started start(JobOrder order) {
        var started = transactions.in(sql -> start(sql, order));
        bell.ordered(started.job());
        return started;
    }

    private Started start(Sql sql, JobOrder order) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            var now = clock.instant();
            var id = ids.next();
            var statements = new ArrayList<>(
                    List.of(inserting(id, order, now), Dispatch.enqueueing(id, order.kind(), order.priority(), now)));
            sql.dialect().notification(Bell.due(id), id).ifPresent(statements::add);
            if (sql.together(statements).getFirst() == 1) {
                return new Started.New(id);
            }
            var active = sql.row("""
                    select id from job where kind = ? and subject = ?
                    and state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING')""", row -> new JobId(row.uuid("id")), order.kind(), order.subject());
            if (active.isPresent()) {
                return new Started.AlreadyActive(active.get());
            }
        }
        throw new IllegalStateException(
                "Jobs of kind " + order.kind() + " for " + order.subject() + " come and go too quickly to start one");
    }

    private static Sql.Statement inserting(JobId id, JobOrder order, Instant now) {
        return new Sql.Statement(
                """
                insert into job (id, team_id, kind, subject, priority, input, state, held, created_at)
                values (?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?)
                on conflict (kind, subject) where state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING') do nothing""", id, order.team(), order.kind(), order.subject(), order.priority(), order.input(), false, now);
    }

    boolean cancel(JobId id) {
        boolean cancelled = transactions.in(
                sql -> JobRow.lock(sql, id).map(job -> cancel(sql, job)).orElse(false));
        bell.ordered(id);
        return cancelled;
    }

    private boolean cancel(Sql sql, JobRow job) {
        try {
            return switch (job.state()) {
                case SUCCEEDED, CANCELLED -> false;
                case CANCELLING -> true;
                case QUEUED, WAITING -> end(sql, job);
                case RUNNING -> {
                    turnBack(sql, job);
                    Limits.wakeHeld(sql, job.order().kind(), 1, clock.instant());
                    yield true;
                }
                case FAILED -> giveUp(sql, job);
            };
        } catch (SQLException e) {
            throw new JobsException("Job " + job.id() + " could not be cancelled", e);
        }
    }

    private boolean end(Sql sql, JobRow job) throws SQLException {
        if (hasSomethingToUndo(sql, job.id())) {
            turnBack(sql, job);
            Dispatch.wake(sql, job.id(), job.order().kind(), clock.instant());
        } else {
            sql.update("""
                    update job set state = 'CANCELLED', held = ?, waiting_for = null, wait_until = null,
                           failure_code = null, failure_arguments = null, finished_at = ? where id = ?""", false, clock.instant(), job.id());
            Dispatch.forget(sql, job.id(), job.order().kind());
            sql.dialect().notify(sql, Bell.due(job.id()));
        }
        return true;
    }

    private static void turnBack(Sql sql, JobRow job) throws SQLException {
        sql.update("""
                update job set state = 'CANCELLING', held = ?, waiting_for = null, wait_until = null,
                       failure_code = null, failure_arguments = null, finished_at = null where id = ?""", false, job.id());
        sql.update("update job_step set attempts = 0 where job_id = ?", job.id());
        sql.dialect().notify(sql, Bell.due(job.id()));
    }

    /** A failed job may be given up, unless a later one of its kind has built upon the same subject. */
    private boolean giveUp(Sql sql, JobRow job) throws SQLException {
        boolean latest = sql.rows(
                        "select id from job where kind = ? and subject = ? and id > ? limit 1",
                        row -> row.uuid("id"),
                        job.order().kind(),
                        job.order().subject(),
                        job.id())
                .isEmpty();
        if (!latest) {
            return false;
        }
        if (hasSomethingToUndo(sql, job.id())) {
            Dispatch.enqueue(sql, job.id(), job.order().kind(), job.order().priority(), clock.instant());
        }
        return end(sql, job);
    }

    private static boolean hasSomethingToUndo(Sql sql, JobId job) throws SQLException {
        return sql.row("""
                        select name from job_step where job_id = ?
                        and ((undoable and state = 'DONE') or (undo_at_once and state in ('RUNNING', 'WAITING', 'FAILED')))
                        limit 1""", row -> row.text("name"), job).isPresent();
    }

    boolean retry(JobId id) {
        boolean retried = transactions.in(sql -> {
            var failed = JobRow.lock(sql, id).filter(job -> job.state() == JobState.FAILED);
            return failed.isPresent() && retry(sql, failed.get());
        });
        bell.ordered(id);
        return retried;
    }

    private boolean retry(Sql sql, JobRow job) throws SQLException {
        // Two retries for one subject at once must not run into the unique index, which would end the caller's
        // transaction.
        sql.dialect()
                .lock(
                        sql,
                        "chantier job " + job.order().kind() + " of "
                                + job.order().subject());
        int rows = sql.update("""
                update job set state = 'QUEUED', failure_code = null, failure_arguments = null, finished_at = null,
                       signalled = null
                where id = ? and not exists (select 1 from job other where other.kind = job.kind
                and other.subject = job.subject and other.state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING'))""", job.id());
        if (rows == 0) {
            return false;
        }
        sql.update("""
                update job_step set state = 'PENDING', result = null, attempts = 0, crashes = 0, finished_at = null
                where job_id = ? and state <> 'DONE'""", job.id());
        Dispatch.enqueue(sql, job.id(), job.order().kind(), job.order().priority(), clock.instant());
        sql.dialect().notify(sql, Bell.due(job.id()));
        return true;
    }

    void forget(UUID team, String subject) {
        transactions.in(sql -> {
            var over = sql.rows(
                    "select id from job where team_id = ? and subject = ?"
                            + " and state in ('SUCCEEDED', 'FAILED', 'CANCELLED')"
                            + sql.dialect().forUpdate(),
                    row -> new JobId(row.uuid("id")),
                    team,
                    subject);
            for (var job : over) {
                for (var table : List.of("job_log", "job_step")) {
                    sql.update("delete from " + table + " where job_id = ?", job);
                }
                sql.update("delete from job_dispatch where task_instance = ?", job.toString());
                sql.update("delete from job where id = ?", job);
            }
            return over;
        });
    }

    void signal(String signal, String payload) {
        var woken = transactions.in(sql -> {
            lockSignal(sql, signal);
            var jobs = waitingFor(sql, signal);
            for (var job : jobs) {
                sql.update("""
                        update job set state = 'QUEUED', signalled = ?, waiting_for = null, wait_until = null
                        where id = ?""", payload, job.id());
                Dispatch.wake(sql, job.id(), job.kind(), clock.instant());
                sql.dialect().notify(sql, Bell.due(job.id()));
            }
            if (jobs.isEmpty()) {
                keep(sql, signal, payload);
            }
            return jobs;
        });
        woken.forEach(job -> bell.ordered(job.id()));
    }

    private record Sleeper(JobId id, String kind) {}

    private static List<Sleeper> waitingFor(Sql sql, String signal) throws SQLException {
        return sql.rows(
                "select id, kind from job where waiting_for = ? and state = 'WAITING'"
                        + sql.dialect().forUpdate(),
                row -> new Sleeper(new JobId(row.uuid("id")), row.text("kind")),
                signal);
    }

    private void keep(Sql sql, String signal, String payload) throws SQLException {
        sql.update("""
                insert into job_signal (signal, payload, sent_at) values (?, ?, ?)
                on conflict (signal) do update set payload = excluded.payload, sent_at = excluded.sent_at""", signal, payload, clock.instant());
    }

    /** Sender and waiter of a signal take turns, else each could miss what the other has not committed yet. */
    static void lockSignal(Sql sql, String signal) throws SQLException {
        sql.dialect().lock(sql, "chantier job signal " + signal);
    }

    static Optional<String> takeSignal(Sql sql, String signal) throws SQLException {
        return sql.row("delete from job_signal where signal = ? returning payload", row -> row.text("payload"), signal);
    }
}
