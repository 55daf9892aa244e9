package io.chantier.lifecycle;

import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Whoever edits a site that is online mostly puts the edit online next: it is rendered and examined as soon as it is kept,
 * while they still look. One at a time; a busy machine does without.
 */
@Component
class HeadStart {

    private static final Logger log = LoggerFactory.getLogger(HeadStart.class);

    private final Consumer<Site> rehearsal;
    private final Semaphore turn = new Semaphore(1);

    @Autowired
    HeadStart(SiteRendering rendering) {
        this(rendering::rehearse);
    }

    HeadStart(Consumer<Site> rehearsal) {
        this.rehearsal = rehearsal;
    }

    @TransactionalEventListener
    void changed(SiteEvent.Changed event) {
        var site = event.site();
        boolean isEdit = site.state().wasPublished() && site.status().revision() != null;
        if (isEdit && turn.tryAcquire()) Thread.ofVirtual().name("head-start").start(() -> rehearse(site));
    }

    private void rehearse(Site site) {
        try {
            rehearsal.accept(site);
        } catch (RuntimeException e) {
            // Who puts it online meets the same and is told.
            log.debug("No head start for {}: {}", site.slug(), e.toString());
        } finally {
            turn.release();
        }
    }
}
