package io.chantier.agent;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for another writer of SQLite. SQLite's own wait sleeps longer and longer, up to a tenth of a second, where a write of a job
 * is over in less than a millisecond. Of one connection, which one thread at a time uses.
 */
final class ShortNaps extends BusyHandler {

    private static final int GIVE_UP = 0;
    private static final int TRY_AGAIN = 1;
    private static final long SHORTEST_NANOS = 100_000;
    private static final long LONGEST_NANOS = 5_000_000;
    private static final int TRIES_PER_LENGTH = 20;

    private final long patienceNanos;
    private long since;

    ShortNaps(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    @Override
    protected int callback(int tries) {
        long now = System.nanoTime();
        if (tries == 0) {
            since = now;
        }
        if (now - since > patienceNanos) {
            return GIVE_UP;
        }
        // Whoever is interrupted does not park, and would keep a core busy until the other is done.
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(nap(tries));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return TRY_AGAIN;
    }

    /** Twice as long after each twenty: whoever waits for a long write should not keep a core busy. */
    private static long nap(int tries) {
        return Math.min(LONGEST_NANOS, SHORTEST_NANOS << Math.min(tries / TRIES_PER_LENGTH, 6));
    }
}
