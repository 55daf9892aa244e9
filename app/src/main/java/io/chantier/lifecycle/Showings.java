package io.chantier.lifecycle;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.LocalEdge;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows chosen revisions of a site under unlisted addresses of their own: what is written later is not seen there. */
@Component
public class Showings {

    private final SiteRendering rendering;
    private final Deployments deployments;
    private final LocalEdge edge;

    Showings(SiteRendering rendering, Deployments deployments, LocalEdge edge) {
        this.rendering = rendering;
        this.deployments = deployments;
        this.edge = edge;
    }

    /** What publishing a revision would put online. */
    public sealed interface Rendered {
        record Release(Digest digest) implements Rendered {}

        record Failed(Failure why) implements Rendered {}
    }

    /** Takes tens of milliseconds where no component was edited. */
    public Rendered render(Site site, String revision) {
        return switch (rendering.render(site.at(revision))) {
            case SiteRendering.Keeping.Failed(var why) -> new Rendered.Failed(why);
            case SiteRendering.Keeping.Kept(var release) -> new Rendered.Release(release.digest());
        };
    }

    /**
     * Shows a release from the commit on, in place of the one that was shown there.
     *
     * @param showing the name of the address; the same one keeps its address
     */
    public void show(Site site, UUID showing, Digest release) {
        deployments.show(site, showing, release);
    }

    /** Whoever asks the edge of this process from now on sees what was committed. */
    public void hear(Site site) {
        edge.hear(site);
    }

    public Optional<URI> addressOf(Site site, UUID showing) {
        return deployments.showingOf(site, showing);
    }

    public void end(Site site, UUID showing) {
        deployments.hide(site, showing);
    }
}
