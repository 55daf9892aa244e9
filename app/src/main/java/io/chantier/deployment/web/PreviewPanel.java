package io.chantier.deployment.web;

import gg.jte.Content;
import io.chantier.deployment.Deployments;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SitePanel;
import io.chantier.web.Frame;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The site in a frame, as wide as a desktop or a phone: live where it is live, else its preview. */
@Component
class PreviewPanel implements SitePanel {

    private final SitePages pages;
    private final Deployments deployments;

    PreviewPanel(SitePages pages, Deployments deployments) {
        this.pages = pages;
        this.deployments = deployments;
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public Optional<Content> of(Site site, Frame frame) {
        return switch (site.state()) {
            case LIVE -> Optional.of(window(site, frame, deployments.of(site), "page.preview.live"));
            case DRAFT, GENERATING, GENERATED, INSTALLING, DEPLOYING, SUSPENDED, BROKEN ->
                deployments
                        .previewOf(site)
                        .map(address -> window(site, frame, address, "page.preview.draft"));
            case ARCHIVED -> Optional.empty();
        };
    }

    private Content window(Site site, Frame frame, URI address, String key) {
        return pages.part(
                "deployment/preview.jte",
                Map.of(
                        "frame", frame,
                        "address", address.toString(),
                        "shown", String.valueOf(address.getAuthority()),
                        "key", key,
                        "title", site.name()));
    }
}
