package io.chantier.lighthouse;

import io.chantier.checks.Basis;
import io.chantier.deployment.Deployments;
import io.chantier.deployment.ShownRelease;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.WorkBehind;
import io.chantier.lighthouse.LighthouseRun.Occasion;
import io.chantier.lighthouse.LighthouseRuns.Claim;
import io.chantier.rendering.Lighthouse;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides which sites Lighthouse looks at. Where it is not installed, nothing is ordered and nothing is claimed. */
@Component
public class LighthouseOrders {

    private final LighthouseRuns runs;
    private final WorkBehind behind;
    private final Jobs jobs;
    private final Online online;
    private final Lighthouse lighthouse;
    private final LighthouseSettings settings;

    LighthouseOrders(
            LighthouseRuns runs,
            WorkBehind behind,
            Jobs jobs,
            Online online,
            Lighthouse lighthouse,
            LighthouseSettings settings) {
        this.runs = runs;
        this.behind = behind;
        this.jobs = jobs;
        this.online = online;
        this.lighthouse = lighthouse;
        this.settings = settings;
    }

    /** What there is to look at. */
    @Component
    record Online(Deployments deployments, Sites sites, Basis basis, Clock clock) {}

    public boolean isInstalled() {
        return lighthouse.isInstalled();
    }

    /** The sample of this night; one replica of all orders it. */
    @Transactional
    public void night() {
        if (!isInstalled()) return;
        var today = LocalDate.now(online.clock()).toString();
        if (runs.claim("night", today) != Claim.TAKEN) sample(Occasion.NIGHT);
    }

    /** A sample where the template is another than at the last start of any replica; on the first start there is nothing. */
    @Transactional
    public void template() {
        if (!isInstalled()) return;
        if (runs.claim("template", online.basis().template()) == Claim.NEW) sample(Occasion.TEMPLATE);
    }

    /** Because somebody wants to know. */
    public void ask(Site site) {
        order(site, Occasion.ASKED);
    }

    /** Whether it will look at the site, or is just doing it. */
    public boolean isUnderWay(Site site) {
        var order = behind.order(site, RunLighthouse.KIND);
        return jobs.list(new Jobs.Query(order.team(), RunLighthouse.KIND, order.subject(), true, null, 1)).stream()
                .anyMatch(job -> job.state() != JobState.FAILED);
    }

    private void sample(Occasion occasion) {
        var last = runs.lastTried();
        online.deployments().shownOfAllTeams().stream()
                .sorted(Comparator.comparing((ShownRelease one) -> last.getOrDefault(one.site(), Instant.EPOCH)))
                .flatMap(one -> online.sites().find(one.team(), one.site()).stream())
                .filter(site -> site.state() == SiteState.LIVE)
                .limit(settings.sample())
                .forEach(site -> order(site, occasion));
    }

    private void order(Site site, Occasion occasion) {
        jobs.start(behind.order(site, RunLighthouse.KIND).withInput(RunLighthouse.JSON.writeValueAsString(occasion)));
    }
}
