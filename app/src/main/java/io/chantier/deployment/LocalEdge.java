package io.chantier.deployment;

import io.chantier.deployment.edge.EdgeServer;
import io.chantier.sites.Site;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The edge of this process, where it has one. Every edge hears of a change by itself within milliseconds. */
@Component
public class LocalEdge {

    private static final Logger log = LoggerFactory.getLogger(LocalEdge.class);

    private final ObjectProvider<EdgeServer> edges;

    LocalEdge(ObjectProvider<EdgeServer> edges) {
        this.edges = edges;
    }

    /**
     * Shows a page under the preview of the site for a minute; another edge shows there the page as it is.
     *
     * @param at the path of the page
     * @return the path of the sketch; empty where this process has no edge, and for a page of more than a megabyte
     */
    public Optional<String> sketch(Site site, String at, byte[] page) {
        return edges.stream().findFirst().flatMap(edge -> edge.sketch(site.id().value(), at, page));
    }

    /** Whoever asks it for the site from now on gets what was committed: for people who change something and look at once. */
    public void hear(Site site) {
        try {
            edges.ifAvailable(edge -> edge.hear(site.id().value()));
        } catch (RuntimeException e) {
            // What was committed stays so; the edge hears of it as all the others do.
            log.debug("The edge of this process waits for the news of {}", site.slug(), e);
        }
    }
}
