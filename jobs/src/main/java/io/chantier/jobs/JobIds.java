package io.chantier.jobs;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes time-ordered ids (UUID version 7): 48 bits of milliseconds, 12 bits of order within them, 62 of chance. */
final class JobIds {

    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    JobIds(InstantSource clock) {
        this.clock = clock;
    }

    JobId next() {
        long tick = last.updateAndGet(before -> Math.max(before + 1, clock.millis() << 12));
        long high = (tick >>> 12 << 16) | 0x7000L | (tick & 0xFFFL);
        long low = (chance.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new JobId(new UUID(high, low));
    }
}
