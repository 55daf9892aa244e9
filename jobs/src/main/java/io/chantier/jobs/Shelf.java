package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the journal for people. */
final class Shelf {

    private static final String ACTIVE = "state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING')";

    private final Transactions transactions;

    Shelf(Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<Job> find(JobId id) {
        return transactions.in(sql -> {
            var steps = steps(sql, List.of(id));
            return sql.row("select * from job where id = ?", row -> job(row, steps), id);
        });
    }

    List<Job> list(Jobs.Query query) {
        return transactions.in(sql -> {
            var conditions = new Conditions();
            conditions.add("team_id = ?", query.team());
            conditions.add("kind = ?", query.kind());
            conditions.add("subject = ?", query.subject());
            conditions.add("id < ?", query.before());
            var active = query.activeOnly() ? " and " + ACTIVE : "";
            var where = " where 1 = 1" + conditions.text() + active + " order by id desc limit ?";
            var arguments = new ArrayList<Object>(conditions.arguments());
            arguments.add(query.limit());
            var ids = sql.rows("select id from job" + where, row -> new JobId(row.uuid("id")), arguments.toArray());
            return jobs(sql, ids);
        });
    }

    private static List<Job> jobs(Sql sql, List<JobId> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        var steps = steps(sql, ids);
        return sql.rows(
                "select * from job where id in (" + marks(ids) + ") order by id desc",
                row -> job(row, steps),
                ids.toArray());
    }

    private static Map<JobId, List<JobStep>> steps(Sql sql, List<JobId> ids) throws SQLException {
        var steps = new LinkedHashMap<JobId, List<JobStep>>();
        sql.rows(
                "select * from job_step where job_id in (" + marks(ids) + ") order by job_id, position",
                row -> steps.computeIfAbsent(new JobId(row.uuid("job_id")), _ -> new ArrayList<>())
                        .add(step(row)),
                ids.toArray());
        return steps;
    }

    private static String marks(List<JobId> ids) {
        return String.join(", ", Collections.nCopies(ids.size(), "?"));
    }

    private static JobStep step(Sql.Row row) throws SQLException {
        return new JobStep(
                row.text("name"),
                JobStep.State.valueOf(row.text("state")),
                row.textOrNull("result"),
                row.timeOrNull("started_at"),
                row.timeOrNull("finished_at"));
    }

    private static Job job(Sql.Row row, Map<JobId, List<JobStep>> steps) throws SQLException {
        var id = new JobId(row.uuid("id"));
        return new Job(
                id,
                JobRow.order(row),
                JobState.valueOf(row.text("state")),
                row.number("progress"),
                List.copyOf(steps.getOrDefault(id, List.of())),
                JobRow.failure(row),
                new Job.Times(row.time("created_at"), row.timeOrNull("started_at"), row.timeOrNull("finished_at")));
    }

    List<LogLine> lines(JobId id, long after, int limit) {
        return transactions.in(sql -> sql.rows(
                "select * from job_log where job_id = ? and number > ? order by number limit ?",
                row -> new LogLine(id, row.big("number"), row.time("at"), row.text("step"), row.text("text")),
                id,
                after,
                limit));
    }

    Set<JobId> active() {
        return transactions.in(
                sql -> new HashSet<>(sql.rows("select id from job where " + ACTIVE, row -> new JobId(row.uuid("id")))));
    }

    /** The optional parts of a query. */
    private record Conditions(StringBuilder words, List<Object> arguments) {

        Conditions() {
            this(new StringBuilder(), new ArrayList<>());
        }

        void add(String condition, @Nullable Object argument) {
            if (argument != null) {
                words.append(" and ").append(condition);
                arguments.add(argument);
            }
        }

        String text() {
            return words.toString();
        }
    }
}
