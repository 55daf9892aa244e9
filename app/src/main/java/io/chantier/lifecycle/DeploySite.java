package io.chantier.lifecycle;

import io.chantier.deployment.PublishingRecipe;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** From approved content to the public, proved by looking at it from outside. */
@Component
class DeploySite implements PublishingRecipe {

    static final String KIND = "deploy-site";

    private final Checking checking;
    private final Publishing publishing;

    DeploySite(Checking checking, Publishing publishing) {
        this.checking = checking;
        this.publishing = publishing;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var approved = Approved.of(order);
        var revision =
                approved.map(Approved::revision).or(() -> Readdressed.of(order).map(Readdressed::revision));
        return List.of(
                checking.gate(site, revision),
                checking.renderWhatPassed(site),
                publishing.publishRendered(site, approved),
                publishing.verify(site),
                publishing.announce(site),
                checking.lookCloser(site));
    }
}
