package io.chantier.lighthouse;

import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.StepContext;
import java.util.Optional;
import java.util.UUID;

/** What a step sees of a job that nobody but a test runs. */
record JobContext(JobId job, JobOrder order) implements StepContext {

    JobContext(JobOrder order) {
        this(new JobId(UUID.randomUUID()), order);
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
        return false;
    }

    @Override
    public Optional<String> signalled() {
        return Optional.empty();
    }
}
