package io.chantier.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one job on this worker: its steps in order, each outcome recorded before the next begins. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final Records records;
    private final Recipe recipe;
    private final List<Step> steps;
    private final BooleanSupplier stopping;

    JobRun(Records records, Recipe recipe, List<Step> steps, BooleanSupplier stopping) {
        this.records = records;
        this.recipe = recipe;
        this.steps = steps;
        this.stopping = stopping;
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

    void go(Opened opened) {
        switch (opened) {
            case Opened.Nothing() -> {}
            case Opened.Forward forward -> forward(forward);
            case Opened.Doomed doomed ->
                doomed(doomed.lease(), doomed.order(), doomed.why(), entries(doomed.entries()));
            case Opened.Backward backward ->
                backward(backward.lease(), backward.order(), backward.everything(), entries(backward.entries()));
        }
    }

    private void forward(Opened.Forward opened) {
        var entries = entries(opened.entries());
        var open = steps.stream().filter(step -> !done(entries, step.name())).toList();
        if (open.isEmpty()) {
            records.succeeded(opened.lease(), recipe, null, "");
            return;
        }
        var run = new Run(opened.lease(), opened.order(), entries);
        var signalled = opened.signalled();
        for (int i = 0; i < open.size(); i++) {
            var following = i + 1 < open.size() ? open.get(i + 1).name() : null;
            var next = take(run, open.get(i), following, signalled);
            signalled = Optional.empty();
            if (next instanceof Next.TurnBack(boolean everything)) {
                backward(run.lease(), run.order(), everything, run.entries());
                return;
            }
            if (next instanceof Next.Stop) {
                return;
            }
        }
    }

    private record Run(Lease lease, JobOrder order, Map<String, Entry> entries) {}

    /** Runs one step until the journal says where to go: on to the following step, back, or away. */
    private Next take(Run run, Step step, @Nullable String following, Optional<String> signalled) {
        var brought = signalled;
        run.entries().computeIfPresent(step.name(), (_, entry) -> entry.in(Job.JobStep.State.RUNNING));
        while (true) {
            if (stopping.getAsBoolean()) {
                records.giveBack(run.lease());
                return new Next.Stop();
            }
            var context = context(run, step, brought);
            var outcome = work(run.lease(), step, context);
            if (outcome.isEmpty()) {
                records.giveBack(run.lease());
                return new Next.Stop();
            }
            var next = record(run, step, following, outcome.get());
            boolean sameStepAgain = outcome.get() instanceof StepOutcome.Waiting && next instanceof Next.GoOn;
            if (!sameStepAgain) {
                return next;
            }
            brought = ((Next.GoOn) next).signalled();
        }
    }

    private RunningStep context(Run run, Step step, Optional<String> signalled) {
        var results = new HashMap<String, String>();
        run.entries().values().stream()
                .filter(Entry::isDone)
                .forEach(entry -> results.put(entry.name(), entry.result()));
        int done = results.size();
        return new RunningStep(
                records,
                run.lease(),
                run.order(),
                new RunningStep.Place(step.name(), done, steps.size()),
                Map.copyOf(results),
                signalled);
    }

    /** Empty when the worker was interrupted because it stops. */
    private Optional<StepOutcome> work(Lease lease, Step step, RunningStep context) {
        try {
            return Optional.of(step.work().run(context));
        } catch (LeaseLost e) {
            throw e;
        } catch (Throwable e) {
            boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
            if (stopping.getAsBoolean() && interrupted) {
                return Optional.empty();
            }
            return Optional.of(new StepOutcome.Failed(Bug.report(records, lease, step.name(), e)));
        }
    }

    private Next record(Run run, Step step, @Nullable String following, StepOutcome outcome) {
        var lease = run.lease();
        return switch (outcome) {
            case StepOutcome.Done(var result) -> {
                run.entries().computeIfPresent(step.name(), (_, entry) -> entry.done(result));
                yield following == null
                        ? records.succeeded(lease, recipe, step.name(), result)
                        : records.done(lease, step.name(), result, following, progress(run));
            }
            case StepOutcome.Waiting waiting -> records.waiting(lease, recipe, step.name(), waiting);
            case StepOutcome.TryAgain(var why, var after) -> tryAgain(run, step, why, after);
            case StepOutcome.Failed(var why) -> fail(lease, step.name(), why, run.entries());
        };
    }

    private int progress(Run run) {
        long done = run.entries().values().stream().filter(Entry::isDone).count();
        return (int) (100 * done / steps.size());
    }

    private Next tryAgain(Run run, Step step, Failure why, Duration after) {
        var entry = run.entries().get(step.name());
        int attempt = entry == null ? 1 : entry.attempts() + 1;
        if (attempt >= recipe.tries()) {
            return fail(run.lease(), step.name(), why, run.entries());
        }
        records.log(
                run.lease(),
                step.name(),
                "job.try-again code=" + why.code() + " attempt=" + attempt + " of=" + recipe.tries() + " pause="
                        + after.toSeconds() + "s");
        return records.tryAgain(run.lease(), recipe, step.name(), after);
    }

    private void doomed(Lease lease, JobOrder order, Failure why, Map<String, Entry> entries) {
        var current = steps.stream()
                .map(Step::name)
                .filter(name -> !done(entries, name))
                .findFirst()
                .orElse("");
        var next = fail(lease, current, why, entries);
        if (next instanceof Next.TurnBack(boolean everything)) {
            backward(lease, order, everything, entries);
        }
    }

    private Next fail(Lease lease, String step, Failure why, Map<String, Entry> entries) {
        boolean undoesAtOnce = steps.stream()
                .filter(Step::undoAtOnce)
                .anyMatch(other -> other.name().equals(step) || done(entries, other.name()));
        var next = records.failed(lease, recipe, step, why, undoesAtOnce);
        entries.computeIfPresent(step, (_, entry) -> entry.in(Job.JobStep.State.FAILED));
        return next;
    }

    private void backward(Lease lease, JobOrder order, boolean everything, Map<String, Entry> entries) {
        LOG.debug("Job {} of {} turns back", lease.job(), order.subject());
        boolean all = everything;
        while (true) {
            var next = new Undoing(records, recipe, steps, stopping).go(lease, all, entries);
            if (next instanceof Next.TurnBack(boolean more)) {
                all = more;
            } else {
                return;
            }
        }
    }

    private static Map<String, Entry> entries(List<Entry> list) {
        var entries = new HashMap<String, Entry>();
        list.forEach(entry -> entries.put(entry.name(), entry));
        return entries;
    }

    private static boolean done(Map<String, Entry> entries, String name) {
        var entry = entries.get(name);
        return entry != null && entry.isDone();
    }
}
