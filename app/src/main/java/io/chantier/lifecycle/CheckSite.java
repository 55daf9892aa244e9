package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** Everything is examined of what went online after the quick checks only; it changes nothing of the site. */
@Component
class CheckSite implements Recipe {

    static final String KIND = "check-site";

    private final Checking checking;

    CheckSite(Checking checking) {
        this.checking = checking;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(checking.whole(SiteKey.of(order), order.input()));
    }

    /** They use a browser, which is one at a time anyway. */
    @Override
    public int limit() {
        return 1;
    }
}
