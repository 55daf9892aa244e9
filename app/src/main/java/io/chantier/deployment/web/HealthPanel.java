package io.chantier.deployment.web;

import io.chantier.deployment.Health;
import io.chantier.deployment.SiteHealth;
import io.chantier.sites.Site;
import io.chantier.sites.SitePanel;
import io.chantier.sites.SiteState;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a site that is online answers, and when it did not. */
@Component
class HealthPanel implements SitePanel {

    private static final int BELOW_THE_REST = 800;

    private final SiteHealth health;
    private final Parts parts;

    HealthPanel(SiteHealth health, Parts parts) {
        this.health = health;
        this.parts = parts;
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public int order() {
        return BELOW_THE_REST;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        if (site.state() != SiteState.LIVE) return Optional.empty();
        return health.of(site)
                .filter(Health::isKnown)
                .map(now -> parts.of(
                        "deployment/health.jte",
                        Map.of("frame", frame, "health", now, "changes", health.changes(site))));
    }
}
