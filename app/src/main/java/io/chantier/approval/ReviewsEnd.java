package io.chantier.approval;

import io.chantier.lifecycle.Showings;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.Sites;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes away what ended links showed, and what is kept of sites that are deleted. */
@Component
class ReviewsEnd {

    private final ReviewRows reviews;
    private final TaskRows tasks;
    private final ApprovalRows approvals;
    private final Sites sites;
    private final Showings showings;

    ReviewsEnd(ReviewRows reviews, TaskRows tasks, ApprovalRows approvals, Sites sites, Showings showings) {
        this.reviews = reviews;
        this.tasks = tasks;
        this.approvals = approvals;
        this.sites = sites;
        this.showings = showings;
    }

    /** A link that is too old opens no page at once; the address that it showed goes within the hour. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT2M")
    void endExpired() {
        for (var review : reviews.justExpired())
            sites.find(review.team(), review.site()).ifPresent(site -> showings.end(site, review.id()));
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        tasks.forget(event.site());
        approvals.forget(event.site());
        reviews.forget(event.site());
    }
}
