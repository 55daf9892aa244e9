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
        try {
            var opened = opening.open(new Opening.Key(picked, recipe, order -> JobRun.steps(recipe, order)));
            go(recipe, opened);
        } catch (BrokenRecipe e) {
            broken(recipe, picked, e);
        }
    }

    private void go(Recipe recipe, Opened opened) {
        switch (opened) {
            case Opened.Nothing() -> {}
            case Opened.Forward(var run, var signalled) -> jobRun(recipe, run).forward(signalled);
            case Opened.Doomed(var run, var why) -> jobRun(recipe, run).doomed(why);
            case Opened.Backward(var run, var everything) -> jobRun(recipe, run).backward(everything);
        }
    }

    private JobRun jobRun(Recipe recipe, Opened.Run run) {
        return new JobRun(records, recipe, run, () -> stopping);
    }

    /** A new job of a broken recipe fails; undoing has to wait until the recipe is mended. */
    private void broken(Recipe recipe, Lease picked, BrokenRecipe bug) {
        switch (opening.open(new Opening.Key(picked, recipe, _ -> List.of()))) {
            case Opened.Forward forward -> {
                var lease = forward.run().lease();
                records.failed(lease, recipe, "", Bug.report(records, lease, "", bug), false);
            }
            case Opened.Doomed(var run, var why) -> records.failed(run.lease(), recipe, "", why, false);
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
