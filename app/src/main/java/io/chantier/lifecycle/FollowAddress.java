package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Sites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Has what is online published anew when the site's public address is another one: once no other job works on the site,
 * and until the pages name the address that the site has then.
 */
@Component
class FollowAddress implements Recipe {

    static final String KIND = "follow-address";

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Sites sites;
    private final SiteJobs jobs;
    private final AddressOnline online;

    FollowAddress(Sites sites, SiteJobs jobs, AddressOnline online) {
        this.sites = sites;
        this.jobs = jobs;
        this.online = online;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(Step.named("follow", _ -> follow(SiteKey.of(order))));
    }

    private StepOutcome follow(SiteKey key) {
        var found = sites.find(key.team(), key.site());
        if (found.isEmpty()) return StepOutcome.failed("site-gone", Map.of());
        var site = found.get();
        if (jobs.current(site).isPresent()) return new StepOutcome.LookAgain(PAUSE);
        var owed = online.owed(site);
        if (owed.isEmpty()) return StepOutcome.done();
        return switch (jobs.deploy(site, owed.get())) {
            case SiteJobs.Ordered.Begun _, SiteJobs.Ordered.Busy _ -> new StepOutcome.LookAgain(PAUSE);
            case SiteJobs.Ordered.NotNow _, SiteJobs.Ordered.NotApproved _ -> StepOutcome.done();
        };
    }
}
