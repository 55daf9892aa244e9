package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back of a job: undoes its finished steps, last first, recording each, so that a kill goes on from there. */
final class Undoing {

    private static final Logger LOG = LoggerFactory.getLogger(Undoing.class);
    private static final int TRIES = 5;

    /** Of what has to be waited for: with the pauses below about half a day. */
    private static final int PATIENT_TRIES = 80;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 10;

    private final Records records;
    private final Recipe recipe;
    private final Lease lease;
    private final List<Step> steps;
    private final BooleanSupplier stopping;

    Undoing(Records records, Recipe recipe, Opened.Run run, BooleanSupplier stopping) {
        this.records = records;
        this.recipe = recipe;
        this.lease = run.lease();
        this.steps = run.steps();
        this.stopping = stopping;
    }

    Next go(boolean everything, Map<String, Entry> entries) {
        for (var step : steps.reversed()) {
            var entry = entries.get(step.name());
            if (entry == null || !isToUndo(step, entry, everything)) {
                continue;
            }
            if (stopping.getAsBoolean()) {
                records.giveBack(lease);
                return new Next.Stop();
            }
            var stop = undo(step, entry);
            if (stop != null) {
                return stop;
            }
            entries.put(step.name(), entry.in(JobStep.State.UNDONE));
        }
        return records.turnedBack(lease, recipe, everything);
    }

    private static boolean isToUndo(Step step, Entry entry, boolean everything) {
        if (!step.isUndoable()) {
            return false;
        }
        if (step.undoAtOnce()) {
            return entry.isDone() || entry.isUnfinished();
        }
        return everything && entry.isDone();
    }

    private @Nullable Next undo(Step step, Entry entry) {
        try {
            step.undo().undo(entry.isDone() ? entry.result() : "");
            records.undone(lease, step.name());
            return null;
        } catch (LeaseLost e) {
            throw e;
        } catch (Throwable e) {
            boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
            if (stopping.getAsBoolean() && interrupted) {
                records.giveBack(lease);
                return new Next.Stop();
            }
            if (e instanceof UndoLater later) {
                return later(step, entry, later);
            }
            if (e instanceof UndoFailed failed) {
                LOG.error("Step {} of job {} could not be undone: {}", step.name(), lease.job(), failed.why());
                records.undoGivenUp(lease, step.name(), failed.why(), false);
                return null;
            }
            Bug.report(records, lease, step.name(), e);
            return again(step, entry);
        }
    }

    private @Nullable Next again(Step step, Entry entry) {
        int attempt = entry.attempts() + 1;
        if (attempt < TRIES) {
            return records.undoAgain(lease, step.name(), Duration.ofSeconds(1L << attempt));
        }
        LOG.error("Step {} of job {} could not be undone; what it made is left behind", step.name(), lease.job());
        records.undoGivenUp(lease, step.name(), givenUp(Map.of("step", step.name())), true);
        return null;
    }

    private @Nullable Next later(Step step, Entry entry, UndoLater why) {
        int attempt = entry.attempts() + 1;
        if (attempt < PATIENT_TRIES) {
            LOG.warn("Step {} of job {} cannot be undone yet: {}", step.name(), lease.job(), why.getMessage());
            var pause = Duration.ofSeconds(1L << Math.min(attempt, DOUBLINGS));
            return records.undoAgain(lease, step.name(), pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
        LOG.error("Step {} of job {} could not be undone: {}", step.name(), lease.job(), why.getMessage(), why);
        records.undoGivenUp(lease, step.name(), givenUp(why.arguments()), false);
        return null;
    }

    private static Failure givenUp(Map<String, String> arguments) {
        return new Failure("undo-failed", arguments);
    }
}
