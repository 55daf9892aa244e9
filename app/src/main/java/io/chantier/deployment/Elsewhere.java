package io.chantier.deployment;

import io.chantier.jobs.Started;
import io.chantier.sites.Site;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where sites stand besides our own edge, which always has them too: it shows previews, and takes over where another
 * server is lost.
 */
public interface Elsewhere {

    /** Empty for a site that is on our edge alone. */
    Optional<RemotePublisher> of(Site site);

    /** The name of the server where the site stands; empty for a site that is on our edge alone. */
    Optional<String> nameOf(Site site);

    /** Gives a site that was never online its place, as the operator chose for new ones. */
    void choose(Site site);

    /** The site leaves every place that it has or was coming to. */
    void withdraw(Site site);

    /**
     * Has the other server brought in line with what our edge answers for the site: the same release, paused, gone. Part
     * of the caller's transaction; empty where there is nothing to do.
     */
    Optional<Started> settle(Site site);

    /** What other servers show of the site, or were sent. */
    Set<Digest> shown(Site site);

    /** The sites whose server a proxy in front of us can reach. */
    Map<UUID, Reached> reached();

    /** The sites on servers of which nobody said how a proxy in front of us reaches them: DNS leads visitors there. */
    Set<Slug> apart();

    /** Whether a site is one of these. */
    boolean isApart(Slug site);

    /** @param release what the server shows of the site */
    record Reached(URI server, Digest release) {}
}
