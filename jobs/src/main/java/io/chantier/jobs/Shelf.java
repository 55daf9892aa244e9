package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the journal for people. */
final class Shelf {

    private static final String ACTIVE = "state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING')";

    private static final int MOST_ENDED = 20_000;

    private final Transactions transactions;

    Shelf(Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<Job> find(JobId id) {
        return transactions.read(sql -> {
            var job = sql.row("select * from job where id = ?", Shelf::withoutSteps, id);
            return job.isEmpty()
                    ? job
                    : Optional.of(withSteps(sql, List.of(job.get())).getFirst());
        });
    }

    List<Job> list(Jobs.Query query) {
        var conditions = new Conditions();
        conditions.add("team_id = ?", query.team());
        conditions.add("kind = ?", query.kind());
        conditions.add("subject = ?", query.subject());
        conditions.add("id < ?", query.before());
        var active = query.activeOnly() ? " and " + ACTIVE : "";
        var statement = "select * from job where 1 = 1" + conditions.text() + active + " order by id desc limit ?";
        var arguments = new ArrayList<Object>(conditions.arguments());
        arguments.add(query.limit());
        return transactions.read(sql -> withSteps(sql, sql.rows(statement, Shelf::withoutSteps, arguments.toArray())));
    }

    /** Read after the jobs, so that a job is never shown as over with a step that is not. */
    private static List<Job> withSteps(Sql sql, List<Job> jobs) throws SQLException {
        if (jobs.isEmpty()) {
            return List.of();
        }
        var steps = steps(sql, jobs.stream().map(Job::id).toList());
        return jobs.stream()
                .map(job -> new Job(
                        job.id(),
                        job.order(),
                        job.state(),
                        job.progress(),
                        List.copyOf(steps.getOrDefault(job.id(), List.of())),
                        job.failure(),
                        job.times()))
                .toList();
    }

    private static Map<JobId, List<JobStep>> steps(Sql sql, List<JobId> ids) throws SQLException {
        var steps = new HashMap<JobId, List<JobStep>>();
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

    private static Job withoutSteps(Sql.Row row) throws SQLException {
        return new Job(
                new JobId(row.uuid("id")),
                JobRow.order(row),
                JobState.valueOf(row.text("state")),
                row.number("progress"),
                List.of(),
                JobRow.failure(row),
                new Job.Times(row.time("created_at"), row.timeOrNull("started_at"), row.timeOrNull("finished_at")));
    }

    List<LogLine> lines(JobId id, long after, int limit) {
        return transactions.read(sql -> sql.rows(
                "select * from job_log where job_id = ? and number > ? order by number limit ?",
                row -> new LogLine(id, row.big("number"), row.time("at"), row.text("step"), row.text("text")),
                id,
                after,
                limit));
    }

    List<Jobs.Ended> ended(UUID team, Instant since) {
        return transactions.read(sql -> sql.rows(
                """
                select kind, state, failure_code, started_at, finished_at from job
                where team_id = ? and finished_at >= ? and state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                order by finished_at desc limit ?""",
                row -> new Jobs.Ended(
                        row.text("kind"),
                        JobState.valueOf(row.text("state")),
                        row.textOrNull("failure_code"),
                        row.timeOrNull("started_at"),
                        row.time("finished_at")),
                team,
                since,
                MOST_ENDED));
    }

    Set<String> subjectsAtWork(UUID team) {
        return Set.copyOf(transactions.read(sql -> sql.rows(
                "select distinct subject from job where team_id = ? and " + ACTIVE, row -> row.text("subject"), team)));
    }

    List<String> resultsOf(String step) {
        return transactions.read(sql -> sql.rows("""
                select distinct s.result from job_step s join job j on j.id = s.job_id
                where s.name = ? and s.state = 'DONE' and s.result is not null
                and j.state not in ('SUCCEEDED', 'CANCELLED')
                and (j.state <> 'FAILED' or not exists (select 1 from job later
                    where later.team_id = j.team_id and later.subject = j.subject and later.kind = j.kind
                    and later.state = 'FAILED' and later.id > j.id))""", row -> row.text("result"), step));
    }

    Set<JobId> active() {
        return transactions.read(
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
