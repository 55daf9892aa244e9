package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /**
     * What it takes to open a job.
     *
     * @param stepsOf names the steps of an order; where it throws, the job stays as it is
     */
    record Key(Lease picked, Recipe recipe, Function<JobOrder, List<Step>> stepsOf) {

        List<Step> steps(JobOrder order) {
            try {
                return stepsOf.apply(order);
            } catch (RuntimeException e) {
                throw new BrokenRecipe(e);
            }
        }
    }

    Opened open(Key key) {
        var opened = transactions.in(sql -> open(sql, key));
        bell.changed(key.picked().job());
        return opened;
    }

    private Opened open(Sql sql, Key key) throws SQLException {
        Limits.lock(sql, key.recipe());
        var found = JobRow.lock(sql, key.picked().job());
        if (found.isEmpty()) {
            return over(sql, key);
        }
        var job = found.get();
        return switch (job.state()) {
            case SUCCEEDED, FAILED, CANCELLED -> over(sql, key);
            case CANCELLING -> backward(sql, key, job, true);
            case QUEUED -> forward(sql, key, job);
            case RUNNING -> job.failure() == null ? forward(sql, key, job) : backward(sql, key, job, false);
            case WAITING -> awake(sql, key, job);
        };
    }

    private static Opened over(Sql sql, Key key) throws SQLException {
        Dispatch.remove(sql, key.picked());
        return new Opened.Nothing();
    }

    private Opened awake(Sql sql, Key key, JobRow job) throws SQLException {
        var until = job.sleep().until();
        if (until != null && clock.instant().isBefore(until)) {
            Dispatch.putBack(sql, key.picked(), until);
            return new Opened.Nothing();
        }
        var signal = job.sleep().signal();
        if (signal == null) {
            return forward(sql, key, job);
        }
        var lease = take(sql, key, job, clock.instant());
        var run = new Opened.Run(lease, job.order(), key.steps(job.order()), Entry.of(sql, job.id()));
        return new Opened.Doomed(run, new Failure("signal-timeout", Map.of("signal", signal)));
    }

    private Opened forward(Sql sql, Key key, JobRow job) throws SQLException {
        var now = clock.instant();
        if (!Limits.hasRoom(sql, key.recipe(), job.id(), job.order().priority())) {
            sql.update("update job set state = 'QUEUED', held = ? where id = ?", true, job.id());
            Dispatch.putBack(sql, key.picked(), now.plus(HELD_NET));
            return new Opened.Nothing();
        }
        var steps = key.steps(job.order());
        if (job.isNew()) {
            var statements = new ArrayList<>(List.of(taking(job, now)));
            statements.addAll(firstSteps(job, steps, now));
            sql.together(statements);
            var lease = key.picked().ofRun(job.run() + 1);
            return new Opened.Forward(new Opened.Run(lease, job.order(), steps, firstEntries(steps)), Optional.empty());
        }
        var lease = take(sql, key, job, now);
        var run = new Opened.Run(lease, job.order(), steps, entries(sql, job, steps));
        var crashed = resume(sql, job, run.entries(), now);
        return crashed.isPresent()
                ? new Opened.Doomed(run, crashed.get())
                : new Opened.Forward(run, Optional.ofNullable(job.sleep().signalled()));
    }

    private Opened backward(Sql sql, Key key, JobRow job, boolean everything) throws SQLException {
        var steps = key.steps(job.order());
        sql.update("update job set run = ?, worker = ? where id = ?", job.run() + 1, worker, job.id());
        var lease = key.picked().ofRun(job.run() + 1);
        return new Opened.Backward(new Opened.Run(lease, job.order(), steps, Entry.of(sql, job.id())), everything);
    }

    private Lease take(Sql sql, Key key, JobRow job, Instant now) throws SQLException {
        sql.together(List.of(taking(job, now)));
        return key.picked().ofRun(job.run() + 1);
    }

    private Sql.Statement taking(JobRow job, Instant now) {
        return new Sql.Statement("""
                update job set state = 'RUNNING', run = ?, worker = ?, held = ?, waiting_for = null, wait_until = null,
                       started_at = coalesce(started_at, ?) where id = ?""", job.run() + 1, worker, false, now, job.id());
    }

    private static Optional<Failure> resume(Sql sql, JobRow job, List<Entry> entries, Instant now) throws SQLException {
        var current = entries.stream().filter(entry -> !entry.isDone()).findFirst();
        if (current.isEmpty()) {
            return Optional.empty();
        }
        var crashed = crashed(sql, job, current.get());
        if (crashed.isEmpty()) {
            Records.begin(sql, job.id(), current.get().name(), now);
        }
        return crashed;
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

    private static List<Sql.Statement> firstSteps(JobRow job, List<Step> steps, Instant now) {
        return IntStream.range(0, steps.size())
                .mapToObj(position -> inserting(
                        job,
                        steps.get(position),
                        position,
                        position == 0 ? JobStep.State.RUNNING : JobStep.State.PENDING,
                        position == 0 ? now : null))
                .toList();
    }

    private static List<Entry> firstEntries(List<Step> steps) {
        return steps.stream()
                .map(step -> new Entry(step.name(), JobStep.State.PENDING, "", 0, 0, step.undoAtOnce()))
                .toList();
    }

    /** The journal of an earlier run, brought in line with the recipe as it is now. */
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
                sql.together(List.of(inserting(job, step, position, JobStep.State.PENDING, null)));
            }
        }
        return Entry.of(sql, job.id()).stream()
                .filter(entry -> names.contains(entry.name()))
                .toList();
    }

    private static Sql.Statement inserting(
            JobRow job, Step step, int position, JobStep.State state, @Nullable Instant startedAt) {
        return new Sql.Statement(
                """
                insert into job_step (job_id, name, team_id, position, state, undoable, undo_at_once, started_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                job.id(),
                step.name(),
                job.order().team(),
                position,
                state,
                step.isUndoable(),
                step.undoAtOnce(),
                startedAt);
    }
}
