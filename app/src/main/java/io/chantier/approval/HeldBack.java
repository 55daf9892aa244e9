package io.chantier.approval;

import io.chantier.sites.Site;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the agency, once, that something keeps a site from being published to which a client agreed. */
@Component
class HeldBack {

    private final ApprovalRows approvals;
    private final ReviewRows reviews;
    private final TaskRows tasks;
    private final ReviewLetters letters;

    HeldBack(ApprovalRows approvals, ReviewRows reviews, TaskRows tasks, ReviewLetters letters) {
        this.approvals = approvals;
        this.reviews = reviews;
        this.tasks = tasks;
        this.letters = letters;
    }

    @Transactional
    void tell(Site site, UUID job) {
        for (var approval : approvals.of(site)) {
            if (!job.equals(approval.job())) continue;
            reviews.any(site, approval.review())
                    .filter(review -> tasks.add(review, Task.Kind.HELD, Task.Place.SITE, "", job))
                    .ifPresent(_ -> letters.held(site, approval));
        }
    }
}
