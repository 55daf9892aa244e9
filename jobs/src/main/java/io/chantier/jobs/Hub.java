package io.chantier.jobs;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands changes to the subscribers of this process, one thread for all, several changes of a job as one.
 *
 * <p>News can get lost (a killed worker, a broken connection), so now and then all jobs that are active, or were heard
 * of since it last looked, are told again.
 */
final class Hub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final Duration NET = Duration.ofSeconds(5);

    private final Supplier<Set<JobId>> active;
    private final List<Consumer<JobId>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<JobId> pending = new LinkedHashSet<>();
    // The next two belong to the thread that hands news over.
    private final Set<JobId> watched = new HashSet<>();
    private long lastLook = System.nanoTime();
    private boolean started;
    private boolean closed;

    Hub(Supplier<Set<JobId>> active) {
        this.active = active;
    }

    Jobs.Subscription subscribe(Consumer<JobId> listener) {
        listeners.add(listener);
        start();
        return () -> listeners.remove(listener);
    }

    void tell(JobId job) {
        if (listeners.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            pending.add(job);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        lock.lock();
        try {
            if (!started && !closed) {
                started = true;
                Thread.ofVirtual().name("job-news").start(this::hand);
            }
        } finally {
            lock.unlock();
        }
    }

    private void hand() {
        try {
            while (!closed()) {
                take().forEach(this::call);
                if (System.nanoTime() - lastLook >= NET.toNanos()) {
                    lastLook = System.nanoTime();
                    look().forEach(this::call);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when there was no news for a while. */
    private Set<JobId> take() throws InterruptedException {
        lock.lock();
        try {
            boolean inTime = true;
            while (pending.isEmpty() && !closed && inTime) {
                inTime = news.await(NET.toMillis(), TimeUnit.MILLISECONDS);
            }
            var taken = new LinkedHashSet<>(pending);
            pending.clear();
            watched.addAll(taken);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private Set<JobId> look() {
        if (listeners.isEmpty()) {
            return Set.of();
        }
        try {
            var now = active.get();
            var all = new HashSet<>(watched);
            all.addAll(now);
            watched.clear();
            watched.addAll(now);
            return all;
        } catch (RuntimeException e) {
            LOG.debug("The active jobs cannot be listed now", e);
            return Set.of();
        }
    }

    private void call(JobId job) {
        for (var listener : listeners) {
            try {
                listener.accept(job);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on the change of job {}", job, e);
            }
        }
    }

    private boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
