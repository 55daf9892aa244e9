package io.chantier.jobs;

import java.sql.SQLException;
import java.time.Instant;

/** Keeps to the number of jobs of a kind that may run at the same time on all replicas together. */
final class Limits {

    private Limits() {}

    /** To be called before the job's row is locked, so that all who need both take them in the same order. */
    static void lock(Sql sql, Recipe recipe) throws SQLException {
        if (isLimited(recipe)) {
            sql.dialect().lock(sql, "chantier job kind " + recipe.kind());
        }
    }

    /** Whether a job may run now: there is a place, and nobody before it stands waiting for that place. */
    static boolean hasRoom(Sql sql, Recipe recipe, JobId job, int priority) throws SQLException {
        if (!isLimited(recipe)) {
            return true;
        }
        int ahead = sql.row(
                        """
                        select (select count(*) from job where kind = ? and state = 'RUNNING' and id <> ?)
                             + (select count(*) from job where kind = ? and held and state = 'QUEUED' and id <> ?
                                and (priority > ? or (priority = ? and id < ?))) as ahead""",
                        row -> row.number("ahead"),
                        recipe.kind(),
                        job,
                        recipe.kind(),
                        job,
                        priority,
                        priority,
                        job)
                .orElse(0);
        return ahead < recipe.limit();
    }

    /** Lets the next in line go after a job of the kind stopped running. */
    static void release(Sql sql, Recipe recipe, Instant now) throws SQLException {
        if (!isLimited(recipe)) {
            return;
        }
        int running = sql.row(
                        "select count(*) as running from job where kind = ? and state = 'RUNNING'",
                        row -> row.number("running"),
                        recipe.kind())
                .orElse(0);
        wakeHeld(sql, recipe.kind(), Math.max(0, recipe.limit() - running), now);
    }

    static void wakeHeld(Sql sql, String kind, int places, Instant now) throws SQLException {
        var next = sql.rows("""
                select id from job where kind = ? and held and state = 'QUEUED'
                order by priority desc, id limit ?""", row -> new JobId(row.uuid("id")), kind, places);
        for (var job : next) {
            Dispatch.wake(sql, job, kind, now);
            sql.dialect().notify(sql, Bell.due(job));
        }
    }

    private static boolean isLimited(Recipe recipe) {
        return recipe.limit() != Integer.MAX_VALUE;
    }
}
