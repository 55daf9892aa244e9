package io.chantier.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a step sees of its job; safe to use from the threads that a step starts. */
final class RunningStep implements StepContext {

    private static final long PROGRESS_PAUSE = Duration.ofMillis(200).toNanos();
    private static final long CANCEL_PAUSE = Duration.ofMillis(500).toNanos();
    private static final int LONGEST_LINE = 8000;

    /** Where in the recipe a step stands. */
    record Place(String step, int done, int all) {

        int overall(int percent) {
            return (100 * done + Math.clamp(percent, 0, 100)) / Math.max(1, all);
        }
    }

    private final Records records;
    private final Lease lease;
    private final JobOrder order;
    private final Place place;
    private final Map<String, String> results;
    private final Optional<String> signalled;

    private int lastProgress = -1;
    private long lastProgressAt = System.nanoTime() - PROGRESS_PAUSE;
    private long lastAskedAt = System.nanoTime();
    private boolean cancelled;

    RunningStep(
            Records records,
            Lease lease,
            JobOrder order,
            Place place,
            Map<String, String> results,
            Optional<String> signalled) {
        this.records = records;
        this.lease = lease;
        this.order = order;
        this.place = place;
        this.results = results;
        this.signalled = signalled;
    }

    @Override
    public JobId job() {
        return lease.job();
    }

    @Override
    public JobOrder order() {
        return order;
    }

    @Override
    public Optional<String> resultOf(String step) {
        return Optional.ofNullable(results.get(step));
    }

    @Override
    public synchronized void progress(int percent) {
        int overall = place.overall(percent);
        long now = System.nanoTime();
        if (overall > lastProgress && now - lastProgressAt >= PROGRESS_PAUSE) {
            lastProgress = overall;
            lastProgressAt = now;
            records.progress(lease, overall);
        }
    }

    @Override
    public synchronized void log(String line) {
        records.log(lease, place.step(), line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
    }

    @Override
    public synchronized boolean cancelled() {
        long now = System.nanoTime();
        if (!cancelled && now - lastAskedAt >= CANCEL_PAUSE) {
            lastAskedAt = now;
            cancelled = records.cancelled(lease);
        }
        return cancelled;
    }

    @Override
    public Optional<String> signalled() {
        return signalled;
    }
}
