package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.storage.Release;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Jobs that only look at what is online: they keep no other job waiting, and the site does not learn how they end. */
@Component
public class WorkBehind {

    private static final int BEHIND_EVERYTHING = -30;

    private final Sites sites;
    private final SiteRendering rendering;
    private final Afterchecks afterchecks;

    WorkBehind(Sites sites, SiteRendering rendering, Afterchecks afterchecks) {
        this.sites = sites;
        this.rendering = rendering;
        this.afterchecks = afterchecks;
    }

    public JobOrder order(Site site, String kind) {
        return JobOrder.of(kind, SiteKey.behind(site), site.team().value()).withPriority(BEHIND_EVERYTHING);
    }

    /** Whom such an order is about; empty where nothing of it is online any more. */
    public Optional<Site> online(JobOrder order) {
        var key = SiteKey.of(order);
        return sites.find(key.team(), key.site()).filter(site -> site.state() == SiteState.LIVE);
    }

    /** What is online as the template of now makes it; it is kept, and nobody sees it. Empty where it cannot be made. */
    public Optional<Release> renderedAnew(Site site) {
        return afterchecks
                .publishedRevision(site)
                .map(revision -> rendering.render(site.at(revision)))
                .flatMap(made -> switch (made) {
                    case SiteRendering.Keeping.Kept(var release) -> Optional.of(release);
                    case SiteRendering.Keeping.Failed _ -> Optional.empty();
                });
    }
}
