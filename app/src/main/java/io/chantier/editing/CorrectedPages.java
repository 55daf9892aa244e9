package io.chantier.editing;

import io.chantier.generation.Hand;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.reading.FactCorrected;
import io.chantier.sites.Sites;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Changes on the pages what a person has corrected among the facts, and shows them as they are now. */
@Component
class CorrectedPages {

    private static final String MESSAGE = "corrected";

    private final Edits edits;
    private final Sites sites;
    private final SitePreviews previews;

    CorrectedPages(Edits edits, Sites sites, SitePreviews previews) {
        this.edits = edits;
        this.sites = sites;
        this.previews = previews;
    }

    @EventListener
    void change(FactCorrected event) {
        var pages = FactOnPages.of(event.wrong(), event.right(), edits.hand(event.by(), Hand.Via.PAGE));
        var outcome = edits.rewrite(event.site(), pages::changeIn, MESSAGE, event.by());
        if (!(outcome instanceof Edits.Outcome.Done(var _, var changed)) || !changed) return;
        event.onPages().set(true);
        sites.find(event.site().team(), event.site().id()).ifPresent(previews::show);
    }
}
