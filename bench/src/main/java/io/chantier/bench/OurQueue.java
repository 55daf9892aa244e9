package io.chantier.bench;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The job engine: journal, steps, db-scheduler, NOTIFY. */
final class OurQueue implements Queue {

    private static final UUID TEAM = new UUID(0, 1);

    private final DataSource source;
    private final JobEngine engine;

    OurQueue(DataSource source) {
        this.source = source;
        JobTables.create(source, Dialect.POSTGRESQL);
        this.engine = JobEngine.builder(source, source, Dialect.POSTGRESQL).build();
    }

    /** Works in this process, printing how long each job waited. */
    static void work(DataSource source, int threads, boolean printing) {
        JobEngine.builder(source, source, Dialect.POSTGRESQL)
                .recipes(List.of(new Empty(printing)))
                .worker("bench", threads)
                .build()
                .start();
    }

    private record Empty(boolean printing) implements Recipe {

        @Override
        public String kind() {
            return "empty";
        }

        @Override
        public List<Step> steps(JobOrder order) {
            return List.of(Step.named("only", context -> {
                if (printing) {
                    Stopwatch.print(Long.parseLong(context.order().input()));
                }
                return StepOutcome.done();
            }));
        }
    }

    @Override
    public String name() {
        return "Chantier";
    }

    @Override
    public void enqueue(int number) {
        engine.start(JobOrder.of("empty", Integer.toString(number), TEAM).withInput(Long.toString(System.nanoTime())));
    }

    @Override
    public long finished() {
        return Database.count(source, "select count(*) from job where state = 'SUCCEEDED'");
    }

    @Override
    public void clear() {
        Database.execute(source, "truncate job, job_step, job_log, job_signal, job_dispatch");
    }
}
