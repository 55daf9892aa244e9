package io.chantier.sites;

import io.chantier.values.TeamId;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the public finds the sites of one kind; filled by whoever hosts them. */
public interface KindAddresses {

    SiteKind kind();

    /** See {@link SiteAddresses#of(Site)}. */
    URI of(Site site);

    /** The same for many sites, by no more questions than for one. */
    Map<SiteId, URI> of(Collection<Site> sites);

    /** See {@link SiteAddresses#lasting(Site)}. */
    Set<String> lasting(Site site);

    /** See {@link SiteAddresses#previewOf(Site)}. */
    default Optional<URI> previewOf(Site site) {
        return Optional.empty();
    }

    /** The same for many sites of one team, of whatever kind, in one question. */
    default Map<SiteId, URI> previewsOf(TeamId team, Collection<SiteId> sites) {
        return Map.of();
    }
}
