package io.chantier.deployment;

import io.chantier.deployment.edge.EdgeServer;
import io.chantier.sites.Site;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The edge of this process, where it has one. Every edge hears of a change by itself within milliseconds. */
@Component
public class LocalEdge {

    private static final Logger log = LoggerFactory.getLogger(LocalEdge.class);

    private final ObjectProvider<EdgeServer> edges;

    LocalEdge(ObjectProvider<EdgeServer> edges) {
        this.edges = edges;
    }

    /** Shows a page under the preview of the site for a minute; the path, or empty where this process has no edge. */
    public Optional<String> sketch(Site site, byte[] page) {
        return edges.stream().findFirst().map(edge -> edge.sketch(site.id().value(), page));
    }

    /** Whoever asks it for the site from now on gets what was committed: for people who change something and look at once. */
    public void hear(Site site) {
        try {
            edges.ifAvailable(edge -> edge.hear(site.id().value()));
        } catch (DataAccessException e) {
            // What was committed stays so; the edge hears of it as all the others do.
            log.debug("The edge of this process waits for the news of {}", site.slug(), e);
        }
    }
}
