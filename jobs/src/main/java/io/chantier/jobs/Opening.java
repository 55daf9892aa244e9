package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens a job that this worker has picked: takes the right to record, and says what is to be done. */
final class Opening {

    private static final Duration HELD_NET = Duration.ofSeconds(30);
    private static final int CRASHES = 10;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Bell bell;
    private final String worker;

    Opening(Transactions transactions, InstantSource clock, Bell bell, String worker) {
        this.transactions = transactions;
        this.clock = clock;
        this.bell = bell;
        this.worker = worker;
    }

    Optional<JobOrder> order(JobId id) {
        return transactions.read(sql -> JobRow.find(sql, id).map(JobRow::order));
    }

    Opened open(Lease picked, Recipe recipe, List<Step> steps) {
        var opened = transactions.in(sql -> open(sql, picked, recipe, steps));
        bell.changed(picked.job());
        return opened;
    }

    private Opened open(Sql sql, Lease picked, Recipe recipe, List<Step> steps) throws SQLException {
        Limits.lock(sql, recipe);
        var found = JobRow.lock(sql, picked.job());
        if (found.isEmpty()) {
            return over(sql, picked);
        }
        var job = found.get();
        var now = clock.instant();
        return switch (job.state()) {
            case SUCCEEDED, FAILED, CANCELLED -> over(sql, picked);
            case CANCELLING -> backward(sql, picked, job, true);
            case QUEUED -> forward(sql, picked, job, recipe, steps, now);
            case RUNNING ->
                job.failure() == null
                        ? forward(sql, picked, job, recipe, steps, now)
                        : backward(sql, picked, job, false);
            case WAITING -> awake(sql, picked, job, recipe, steps, now);
        };
    }

    private static Opened over(Sql sql, Lease picked) throws SQLException {
        Dispatch.remove(sql, picked);
        return new Opened.Nothing();
    }

    private Opened awake(Sql sql, Lease picked, JobRow job, Recipe recipe, List<Step> steps, Instant now)
            throws SQLException {
        var until = job.sleep().until();
        if (until != null && now.isBefore(until)) {
            Dispatch.putBack(sql, picked, until);
            return new Opened.Nothing();
        }
        var signal = job.sleep().signal();
        if (signal != null) {
            var lease = take(sql, picked, job, now);
            var why = new Failure("signal-timeout", Map.of("signal", signal));
            return new Opened.Doomed(lease, job.order(), Entry.of(sql, job.id()), why);
        }
        return forward(sql, picked, job, recipe, steps, now);
    }

    private Opened forward(Sql sql, Lease picked, JobRow job, Recipe recipe, List<Step> steps, Instant now)
            throws SQLException {
        if (!Limits.hasRoom(sql, recipe, job.id(), job.order().priority())) {
            sql.update("update job set state = 'QUEUED', held = ? where id = ?", true, job.id());
            Dispatch.putBack(sql, picked, now.plus(HELD_NET));
            return new Opened.Nothing();
        }
        var lease = take(sql, picked, job, now);
        var entries = entries(sql, job, steps);
        var current = entries.stream().filter(entry -> !entry.isDone()).findFirst();
        if (current.isPresent()) {
            var crashed = crashed(sql, job, current.get());
            if (crashed.isPresent()) {
                return new Opened.Doomed(lease, job.order(), entries, crashed.get());
            }
            Records.begin(sql, job.id(), current.get().name(), now);
        }
        return new Opened.Forward(
                lease, job.order(), entries, Optional.ofNullable(job.sleep().signalled()));
    }

    private Opened backward(Sql sql, Lease picked, JobRow job, boolean everything) throws SQLException {
        sql.update("update job set run = ?, worker = ? where id = ?", job.run() + 1, worker, job.id());
        return new Opened.Backward(picked.ofRun(job.run() + 1), job.order(), Entry.of(sql, job.id()), everything);
    }

    private Lease take(Sql sql, Lease picked, JobRow job, Instant now) throws SQLException {
        sql.update("""
                update job set state = 'RUNNING', run = ?, worker = ?, held = ?, waiting_for = null, wait_until = null,
                       started_at = coalesce(started_at, ?) where id = ?""", job.run() + 1, worker, false, now, job.id());
        return picked.ofRun(job.run() + 1);
    }

    /** A step that kills every worker that tries it must not take all of them, one after the other, for ever. */
    private static Optional<Failure> crashed(Sql sql, JobRow job, Entry current) throws SQLException {
        boolean diedHere = job.state() == JobState.RUNNING && current.state() == JobStep.State.RUNNING;
        if (!diedHere) {
            return Optional.empty();
        }
        sql.update("update job_step set crashes = crashes + 1 where job_id = ? and name = ?", job.id(), current.name());
        return current.crashes() + 1 < CRASHES
                ? Optional.empty()
                : Optional.of(new Failure("worker-lost", Map.of("step", current.name())));
    }

    private static List<Entry> entries(Sql sql, JobRow job, List<Step> steps) throws SQLException {
        var known = Entry.of(sql, job.id());
        var names = steps.stream().map(Step::name).toList();
        if (known.stream().map(Entry::name).toList().equals(names)) {
            return known;
        }
        var written = known.stream().map(Entry::name).collect(Collectors.toCollection(HashSet::new));
        for (int position = 0; position < steps.size(); position++) {
            var step = steps.get(position);
            if (written.contains(step.name())) {
                sql.update(
                        "update job_step set position = ? where job_id = ? and name = ?",
                        position,
                        job.id(),
                        step.name());
            } else {
                insert(sql, job, step, position);
            }
        }
        return Entry.of(sql, job.id()).stream()
                .filter(entry -> names.contains(entry.name()))
                .toList();
    }

    private static void insert(Sql sql, JobRow job, Step step, int position) throws SQLException {
        sql.update("""
                insert into job_step (job_id, name, team_id, position, state, undoable, undo_at_once)
                values (?, ?, ?, ?, 'PENDING', ?, ?)""", job.id(), step.name(), job.order().team(), position, step.isUndoable(), step.undoAtOnce());
    }
}
