package io.chantier.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets db-scheduler pick due jobs of the kinds it has recipes for, and runs them. */
final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);
    // db-scheduler deletes rows of kinds it does not know after this time. They are other replicas' work.
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** How a worker works. A dead worker is noticed after four missed heartbeats, looked for every second one. */
    record Settings(String name, int threads, Duration lease, Duration polling, Duration patience) {

        Duration heartbeat() {
            return lease.dividedBy(6);
        }
    }

    private final Opening opening;
    private final Records records;
    private final Scheduler scheduler;
    private volatile boolean stopping;

    Worker(
            DataSource source,
            Dialect dialect,
            Settings settings,
            List<Recipe> recipes,
            Opening opening,
            Records records) {
        this.opening = opening;
        this.records = records;
        var builder = Scheduler.create(
                        source, recipes.stream().<Task<?>>map(this::task).toList())
                .schedulerName(new SchedulerName.Fixed(settings.name()))
                .tableName("job_dispatch")
                .jdbcCustomization(dialect.dispatcher())
                .threads(settings.threads())
                .executorService(Executors.newFixedThreadPool(
                        settings.threads(),
                        Thread.ofPlatform().daemon().name("job-", 0).factory()))
                .pollingInterval(settings.polling())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(4)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(settings.patience())
                .enableImmediateExecution()
                .enablePriority();
        this.scheduler = (dialect == Dialect.POSTGRESQL
                        ? builder.pollUsingLockAndFetch(0.5, 1.0)
                        : builder.pollUsingFetch(0.5, 1.0))
                .build();
    }

    private Task<Void> task(Recipe recipe) {
        return Tasks.custom(recipe.kind(), Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_TROUBLE))
                .execute((instance, context) -> run(recipe, instance, context));
    }

    private CompletionHandler<Void> run(Recipe recipe, TaskInstance<Void> instance, ExecutionContext context) {
        var picked = new Lease(JobId.of(instance.getId()), recipe.kind(), 0, context.getExecution().version);
        try {
            run(recipe, picked);
        } catch (LeaseLost e) {
            LOG.warn("{}; what this worker still had to record is void", e.getMessage());
        }
        // The row of the queue was written together with the journal.
        return (_, _) -> {};
    }

    private void run(Recipe recipe, Lease picked) {
        var order = opening.order(picked.job());
        List<Step> steps;
        try {
            steps = order.isPresent() ? JobRun.steps(recipe, order.get()) : List.of();
        } catch (RuntimeException e) {
            broken(recipe, picked, e);
            return;
        }
        var opened = opening.open(picked, recipe, steps);
        new JobRun(records, recipe, steps, () -> stopping).go(opened);
    }

    /** A recipe that cannot even name its steps: a new job fails; undoing has to wait for a mended recipe. */
    private void broken(Recipe recipe, Lease picked, RuntimeException bug) {
        switch (opening.open(picked, recipe, List.of())) {
            case Opened.Forward forward -> {
                var why = Bug.report(records, forward.lease(), "", bug);
                records.failed(forward.lease(), recipe, "", why, false);
            }
            case Opened.Doomed doomed -> records.failed(doomed.lease(), recipe, "", doomed.why(), false);
            case Opened.Backward _ -> throw bug;
            case Opened.Nothing _ -> {}
        }
    }

    void start() {
        scheduler.start();
    }

    void look() {
        if (!stopping) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    /** Running steps may end, the jobs go on elsewhere. */
    @Override
    public void close() {
        stopping = true;
        scheduler.stop();
    }
}
