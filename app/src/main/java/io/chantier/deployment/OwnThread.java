package io.chantier.deployment;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a recurring work on a thread of its own; while it goes on, it is not begun a second time. */
final class OwnThread {

    private static final Logger log = LoggerFactory.getLogger(OwnThread.class);

    private final String name;
    private final Runnable work;
    private final AtomicBoolean going = new AtomicBoolean();

    OwnThread(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /** Returns at once. */
    void begin() {
        if (going.compareAndSet(false, true)) Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("{} was cut short", name, e);
        } finally {
            going.set(false);
        }
    }
}
