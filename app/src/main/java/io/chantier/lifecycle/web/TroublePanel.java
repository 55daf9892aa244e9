package io.chantier.lifecycle.web;

import io.chantier.lifecycle.Afterchecks;
import io.chantier.sites.Site;
import io.chantier.sites.SitePanel;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A fault in what is online, found behind, with the way back to what was online before. */
@Component
class TroublePanel implements SitePanel {

    private final Afterchecks afterchecks;
    private final Parts parts;

    TroublePanel(Afterchecks afterchecks, Parts parts) {
        this.afterchecks = afterchecks;
        this.parts = parts;
    }

    @Override
    public Place place() {
        return Place.WIDE;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        return afterchecks
                .trouble(site)
                .map(trouble -> parts.of(
                        "lifecycle/trouble.jte",
                        Map.of(
                                "frame", frame,
                                "slug", site.slug().value(),
                                "faults", trouble.faults(),
                                "before",
                                        trouble.before()
                                                .map(release -> release.value())
                                                .orElse(""))));
    }
}
