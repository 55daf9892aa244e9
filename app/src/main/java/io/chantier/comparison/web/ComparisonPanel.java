package io.chantier.comparison.web;

import io.chantier.sites.Site;
import io.chantier.sites.SitePanel;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Before and after on the site's page, in place of the preview alone. */
@Component
class ComparisonPanel implements SitePanel {

    private final Parts parts;
    private final ComparisonViews views;

    ComparisonPanel(Parts parts, ComparisonViews views) {
        this.parts = parts;
        this.views = views;
    }

    @Override
    public Place place() {
        return Place.WIDE;
    }

    @Override
    public int order() {
        return 150;
    }

    @Override
    public String slot() {
        return "viewer";
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        return views.of(site)
                .map(view ->
                        parts.of("comparison/panel.jte", Map.of("frame", frame, "view", view, "title", site.name())));
    }
}
