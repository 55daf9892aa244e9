package io.chantier.lifecycle;

import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whoever edits a site that is online mostly puts the edit online next: it is rendered and examined as soon as it is kept,
 * while they still look. One at a time, and of those that wait the newest; a busy machine does without the others.
 */
@Component
class HeadStart {

    private static final Logger log = LoggerFactory.getLogger(HeadStart.class);

    private final Consumer<Site> rehearsal;
    private final Semaphore turn = new Semaphore(1);
    private final AtomicReference<@Nullable Site> next = new AtomicReference<>();

    @Autowired
    HeadStart(SiteRendering rendering) {
        this(rendering::rehearse);
    }

    HeadStart(Consumer<Site> rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Not a {@code TransactionalEventListener}: for those each change of a site would be written to a table of events. */
    @EventListener
    void changed(SiteEvent.Changed event) {
        var site = event.site();
        if (!site.state().wasPublished() || site.status().revision() == null) return;
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            kept(site);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                kept(site);
            }
        });
    }

    private void kept(Site site) {
        next.set(site);
        begin();
    }

    private void begin() {
        if (turn.tryAcquire()) Thread.ofVirtual().name("head-start").start(this::work);
    }

    private void work() {
        try {
            for (var site = next.getAndSet(null); site != null; site = next.getAndSet(null)) rehearse(site);
        } finally {
            turn.release();
        }
        if (next.get() != null) begin();
    }

    private void rehearse(Site site) {
        try {
            rehearsal.accept(site);
        } catch (RuntimeException e) {
            // Who puts it online meets the same and is told.
            log.debug("No head start for {}: {}", site.slug(), e.toString());
        }
    }
}
