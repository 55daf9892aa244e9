package io.chantier.deployment.web;

import io.chantier.deployment.Deployments;
import io.chantier.sites.Site;
import io.chantier.sites.SitePanel;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The site in a frame, as wide as a desktop or a phone: live where it is live, else its preview. */
@Component
class PreviewPanel implements SitePanel {

    private final Parts parts;
    private final Deployments deployments;

    PreviewPanel(Parts parts, Deployments deployments) {
        this.parts = parts;
        this.deployments = deployments;
    }

    @Override
    public Place place() {
        return Place.WIDE;
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public String slot() {
        return "viewer";
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        return switch (site.state()) {
            case LIVE -> Optional.of(window(site, frame, framed(site), deployments.of(site), "page.preview.live"));
            case DRAFT, GENERATING, GENERATED, INSTALLING, DEPLOYING, SUSPENDED, BROKEN ->
                deployments.previewOf(site).map(address -> window(site, frame, address, address, "page.preview.draft"));
            case ARCHIVED -> Optional.empty();
        };
    }

    /** A public page lets nobody frame it; its preview lets the dashboard. */
    private URI framed(Site site) {
        return deployments.previewOf(site).orElseGet(() -> deployments.of(site));
    }

    private Part window(Site site, Frame frame, URI address, URI shown, String key) {
        return parts.of(
                "deployment/preview.jte",
                Map.of(
                        "frame", frame,
                        "address", address.toString(),
                        "open", shown.toString(),
                        "shown", String.valueOf(shown.getAuthority()),
                        "key", key,
                        "title", site.name()));
    }
}
