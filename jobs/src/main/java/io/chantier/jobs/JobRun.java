package io.chantier.jobs;

import io.chantier.jobs.Job.JobStep;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of one job on this worker: its steps in order, each outcome recorded before the next begins. */
final class JobRun {

    private final Records records;
    private final Recipe recipe;
    private final Lease lease;
    private final Opened.Run run;
    private final Map<String, Entry> entries = new HashMap<>();
    private final BooleanSupplier stopping;

    JobRun(Records records, Recipe recipe, Opened.Run run, BooleanSupplier stopping) {
        this.records = records;
        this.recipe = recipe;
        this.lease = run.lease();
        this.run = run;
        this.stopping = stopping;
        run.entries().forEach(entry -> entries.put(entry.name(), entry));
    }

    /** The steps of an order; refuses two of the same name, because the journal knows them by name. */
    static List<Step> steps(Recipe recipe, JobOrder order) {
        var steps = List.copyOf(recipe.steps(order));
        var names = new HashSet<String>();
        for (var step : steps) {
            if (!names.add(step.name())) {
                throw new IllegalStateException("Recipe " + recipe.kind() + " has two steps named " + step.name());
            }
        }
        return steps;
    }

    void forward(Optional<String> brought) {
        var open = run.steps().stream().filter(step -> !isDone(step.name())).toList();
        if (open.isEmpty()) {
            records.succeeded(lease, recipe, null, "");
            return;
        }
        var signalled = brought;
        for (int i = 0; i < open.size(); i++) {
            var following = i + 1 < open.size() ? open.get(i + 1).name() : null;
            switch (take(open.get(i), following, signalled)) {
                case Next.GoOn _ -> signalled = Optional.empty();
                case Next.TurnBack(boolean everything) -> {
                    backward(everything);
                    return;
                }
                case Next.Stop _ -> {
                    return;
                }
            }
        }
    }

    void doomed(Failure why) {
        var current = run.steps().stream()
                .map(Step::name)
                .filter(name -> !isDone(name))
                .findFirst()
                .orElse("");
        if (fail(current, why) instanceof Next.TurnBack(boolean everything)) {
            backward(everything);
        }
    }

    void backward(boolean everything) {
        var undoing = new Undoing(records, recipe, run, stopping);
        var next = undoing.go(everything, entries);
        while (next instanceof Next.TurnBack(boolean more)) {
            next = undoing.go(more, entries);
        }
    }

    /** Runs one step until the journal says where to go: on to the following step, back, or away. */
    private Next take(Step step, @Nullable String following, Optional<String> signalled) {
        entries.computeIfPresent(step.name(), (_, entry) -> entry.in(JobStep.State.RUNNING));
        var brought = signalled;
        while (!stopping.getAsBoolean()) {
            var outcome = work(step, context(step, brought));
            if (outcome.isEmpty()) {
                break;
            }
            var next = record(step, following, outcome.get());
            boolean sameStepAgain = outcome.get() instanceof StepOutcome.Waiting;
            if (!sameStepAgain || !(next instanceof Next.GoOn(var early))) {
                return next;
            }
            brought = early;
        }
        records.giveBack(lease);
        return new Next.Stop();
    }

    private RunningStep context(Step step, Optional<String> signalled) {
        var results = new HashMap<String, String>();
        entries.values().stream().filter(Entry::isDone).forEach(entry -> results.put(entry.name(), entry.result()));
        var place =
                new RunningStep.Place(step.name(), results.size(), run.steps().size());
        return new RunningStep(records, lease, run.order(), place, Map.copyOf(results), signalled);
    }

    /** Empty when the worker was interrupted because it stops. */
    private Optional<StepOutcome> work(Step step, RunningStep context) {
        try {
            return Optional.of(step.work().run(context));
        } catch (LeaseLost e) {
            throw e;
        } catch (Throwable e) {
            boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
            if (stopping.getAsBoolean() && interrupted) {
                return Optional.empty();
            }
            if (LostDatabase.isCauseOf(e)) {
                return Optional.of(LostDatabase.outcome());
            }
            return Optional.of(new StepOutcome.Failed(Bug.report(records, lease, step.name(), e)));
        }
    }

    private Next record(Step step, @Nullable String following, StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Done(var result) -> {
                entries.computeIfPresent(step.name(), (_, entry) -> entry.done(result));
                yield following == null
                        ? records.succeeded(lease, recipe, step.name(), result)
                        : records.done(lease, step.name(), result, following, progress());
            }
            case StepOutcome.Waiting waiting -> records.waiting(lease, recipe, step.name(), waiting);
            case StepOutcome.LookAgain(var after) -> records.lookAgain(lease, recipe, step.name(), after);
            case StepOutcome.TryAgain(var why, var after) -> tryAgain(step, why, after);
            case StepOutcome.Failed(var why) -> fail(step.name(), why);
        };
    }

    private int progress() {
        long done = entries.values().stream().filter(Entry::isDone).count();
        return (int) (100 * done / run.steps().size());
    }

    private Next tryAgain(Step step, Failure why, Duration after) {
        var entry = entries.get(step.name());
        int attempt = entry == null ? 1 : entry.attempts() + 1;
        if (attempt >= recipe.tries()) {
            return fail(step.name(), why);
        }
        var line = "job.try-again code=" + why.code() + " attempt=" + attempt + " of=" + recipe.tries() + " pause="
                + after.toSeconds() + "s";
        records.log(lease, step.name(), line);
        return records.tryAgain(lease, recipe, step.name(), after);
    }

    private Next fail(String step, Failure why) {
        boolean undoesAtOnce = run.steps().stream()
                .filter(Step::undoAtOnce)
                .anyMatch(other -> other.name().equals(step) || isDone(other.name()));
        var next = records.failed(lease, recipe, step, why, undoesAtOnce);
        entries.computeIfPresent(step, (_, entry) -> entry.in(JobStep.State.FAILED));
        return next;
    }

    private boolean isDone(String step) {
        var entry = entries.get(step);
        return entry != null && entry.isDone();
    }
}
