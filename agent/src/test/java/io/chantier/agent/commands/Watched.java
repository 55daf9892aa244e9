package io.chantier.agent.commands;

import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.StepContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A step of a job that a test can cancel. */
final class Watched implements StepContext {

    private final JobId job = new JobId(UUID.randomUUID());
    private final AtomicBoolean cancelled = new AtomicBoolean();

    void cancel() {
        cancelled.set(true);
    }

    @Override
    public JobId job() {
        return job;
    }

    @Override
    public JobOrder order() {
        return JobOrder.of("test", job.toString(), new UUID(0, 0));
    }

    @Override
    public Optional<String> resultOf(String step) {
        return Optional.empty();
    }

    @Override
    public void progress(int percent) {}

    @Override
    public void log(String line) {}

    @Override
    public boolean cancelled() {
        return cancelled.get();
    }

    @Override
    public Optional<String> signalled() {
        return Optional.empty();
    }
}
