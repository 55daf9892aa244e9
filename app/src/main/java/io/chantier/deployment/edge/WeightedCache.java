package io.chantier.deployment.edge;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is used, up to a total weight: the oldest goes first, unless it was asked for since it was last looked at.
 * Reading takes no lock.
 */
final class WeightedCache<K, V> {

    private final ConcurrentMap<K, Held<K, V>> held = new ConcurrentHashMap<>();
    private final Queue<Held<K, V>> order = new ConcurrentLinkedQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final ReentrantLock evicting = new ReentrantLock();
    private final long most;
    private final ToIntFunction<V> weigher;

    WeightedCache(long most, ToIntFunction<V> weigher) {
        this.most = most;
        this.weigher = weigher;
    }

    private static final class Held<K, V> {
        private final K key;
        private final V value;
        private final int weight;
        private volatile boolean used;

        Held(K key, V value, int weight) {
            this.key = key;
            this.value = value;
            this.weight = weight;
        }
    }

    @Nullable
    V get(K key) {
        var found = held.get(key);
        if (found == null) return null;
        if (!found.used) found.used = true;
        return found.value;
    }

    /** Keeps it unless another is kept under this key already. */
    void put(K key, V value) {
        var fresh = new Held<>(key, value, weigher.applyAsInt(value));
        if (fresh.weight > most || held.putIfAbsent(key, fresh) != null) return;
        order.add(fresh);
        if (weight.addAndGet(fresh.weight) > most) evict();
    }

    long weight() {
        return weight.get();
    }

    private void evict() {
        evicting.lock();
        try {
            while (weight.get() > most) {
                var oldest = order.poll();
                if (oldest == null) return;
                if (oldest.used) {
                    oldest.used = false;
                    order.add(oldest);
                } else if (held.remove(oldest.key, oldest)) {
                    weight.addAndGet(-oldest.weight);
                }
            }
        } finally {
            evicting.unlock();
        }
    }
}
