package io.chantier.lighthouse.web;

import io.chantier.lighthouse.LighthouseOrders;
import io.chantier.lighthouse.LighthouseRuns;
import io.chantier.sites.Site;
import io.chantier.sites.SitePanel;
import io.chantier.sites.SiteState;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The scores of a site that is online, with their history. */
@Component
class LighthousePanel implements SitePanel {

    private final LighthouseRuns runs;
    private final LighthouseOrders orders;
    private final Parts parts;

    LighthousePanel(LighthouseRuns runs, LighthouseOrders orders, Parts parts) {
        this.runs = runs;
        this.orders = orders;
        this.parts = parts;
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public int order() {
        return 700;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        if (site.state() != SiteState.LIVE) return Optional.empty();
        var view = new LighthouseView(
                "/sites/" + site.slug() + "/lighthouse",
                runs.list(site, LighthouseView.MOST),
                orders.isInstalled(),
                orders.isUnderWay(site));
        return Optional.of(parts.of("lighthouse/panel.jte", Map.of("frame", frame, "view", view)));
    }
}
