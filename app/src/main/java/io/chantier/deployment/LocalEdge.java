package io.chantier.deployment;

import io.chantier.deployment.edge.EdgeServer;
import io.chantier.sites.Site;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The edge of this process, where it has one. Every edge hears of a change by itself within milliseconds. */
@Component
public class LocalEdge {

    private final ObjectProvider<EdgeServer> edges;

    LocalEdge(ObjectProvider<EdgeServer> edges) {
        this.edges = edges;
    }

    /** Whoever asks it for the site from now on gets what was committed: for people who change something and look at once. */
    public void hear(Site site) {
        edges.ifAvailable(edge -> edge.hear(site.id().value()));
    }
}
