package io.chantier.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Rings inside this process only: for SQLite, which has no notifications. */
final class LocalBell implements Bell {

    private final Hub hub;
    private final List<Runnable> workers = new CopyOnWriteArrayList<>();

    LocalBell(Hub hub) {
        this.hub = hub;
    }

    @Override
    public void changed(JobId job) {
        hub.tell(job);
        workers.forEach(Runnable::run);
    }

    @Override
    public void ordered(JobId job) {
        changed(job);
    }

    @Override
    public Jobs.Subscription onChange(Consumer<JobId> listener) {
        return hub.subscribe(listener);
    }

    @Override
    public void onDue(Runnable worker) {
        workers.add(worker);
    }

    @Override
    public void close() {
        hub.close();
    }
}
