package io.chantier.deployment.dokploy;

import io.chantier.deployment.PublishedTo;
import io.chantier.deployment.PublishingRecipe;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import java.util.List;

/** Brings the servers where a site stands in line with what our own edge answers for it. */
final class SettleSite implements PublishingRecipe {

    static final String KIND = "settle-site";

    private final Settling settling;
    private final Sites sites;
    private final PublishedTo targets;

    SettleSite(Settling settling, Sites sites, PublishedTo targets) {
        this.settling = settling;
        this.sites = sites;
        this.targets = targets;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var team = new TeamId(order.team());
        var site = SiteId.of(order.subject());
        return List.of(Step.named("settle", context -> settle(team, site, context)));
    }

    private StepOutcome settle(TeamId team, SiteId site, StepContext context) {
        sites.find(team, site)
                .ifPresent(found -> targets.followed(found, context.job().value(), settling.served(found)));
        return settling.settle(team, site, (key, arguments) -> context.log(settling.line(key, arguments)))
                .outcome();
    }

    /** A server that is down for a night is waited for. */
    @Override
    public int tries() {
        return 200;
    }
}
