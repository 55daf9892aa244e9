package io.chantier.jobs;

import java.sql.SQLException;
import java.time.Instant;

/**
 * The rows of db-scheduler, written inside our own transactions so that a job and its place in the queue never
 * disagree. db-scheduler itself picks rows, keeps their heartbeats and frees those of dead workers.
 */
final class Dispatch {

    private Dispatch() {}

    static void enqueue(Sql sql, JobId job, String kind, int priority, Instant due) throws SQLException {
        sql.update("""
                insert into job_dispatch (task_name, task_instance, execution_time, picked, version, priority)
                values (?, ?, ?, ?, 1, ?) on conflict (task_name, task_instance) do nothing""", kind, job.toString(), due, false, clamp(priority));
    }

    /** The same as {@link #enqueue}, for a job that may not have been written: then it does nothing. */
    static Sql.Statement enqueueing(JobId job, String kind, int priority, Instant due) {
        return new Sql.Statement("""
                insert into job_dispatch (task_name, task_instance, execution_time, picked, version, priority)
                select kind, ?, ?, ?, 1, ? from job where id = ? and kind = ?""", job.toString(), due, false, clamp(priority), job, kind);
    }

    /** The same as {@link #remove}, for a job that may not have succeeded: then it does nothing. */
    static Sql.Statement removingSucceeded(Lease lease) {
        return new Sql.Statement("""
                delete from job_dispatch where task_name = ? and task_instance = ? and version = ?
                and exists (select 1 from job where id = ? and run = ? and state = 'SUCCEEDED')""", lease.kind(), lease.job().toString(), lease.version(), lease.job(), lease.run());
    }

    /** Lets a sleeping job go; one that a worker has picked looks for itself. */
    static void wake(Sql sql, JobId job, String kind, Instant due) throws SQLException {
        sql.update(
                "update job_dispatch set execution_time = ? where task_name = ? and task_instance = ? and picked = ?",
                due,
                kind,
                job.toString(),
                false);
    }

    static void forget(Sql sql, JobId job, String kind) throws SQLException {
        sql.update(
                "delete from job_dispatch where task_name = ? and task_instance = ? and picked = ?",
                kind,
                job.toString(),
                false);
    }

    /** Ends the worker's hold on the row and removes it. */
    static void remove(Sql sql, Lease lease) throws SQLException {
        held(
                sql.update(
                        "delete from job_dispatch where task_name = ? and task_instance = ? and version = ?",
                        lease.kind(),
                        lease.job().toString(),
                        lease.version()),
                lease);
    }

    /** Ends the worker's hold on the row and makes it due at a time. */
    static void putBack(Sql sql, Lease lease, Instant due) throws SQLException {
        held(sql.update("""
                update job_dispatch set picked = ?, picked_by = null, last_heartbeat = null, execution_time = ?, version = version + 1
                where task_name = ? and task_instance = ? and version = ?""", false, due, lease.kind(), lease.job().toString(), lease.version()), lease);
    }

    /** Frees what a worker held that is dead for sure; it comes before what was ordered since. */
    static void freeAll(Sql sql) throws SQLException {
        sql.update(
                "update job_dispatch set picked = ?, picked_by = null, last_heartbeat = null, version = version + 1"
                        + " where picked = ?",
                false,
                true);
    }

    static void held(int rows, Lease lease) {
        if (rows != 1) {
            throw new LeaseLost(lease.job());
        }
    }

    /** As the queue holds it. */
    static int clamp(int priority) {
        return Math.clamp(priority, Short.MIN_VALUE, Ageing.LET_IN - 1);
    }
}
