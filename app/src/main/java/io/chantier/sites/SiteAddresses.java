package io.chantier.sites;

import io.chantier.values.TeamId;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the public finds a site, whichever kind. */
public interface SiteAddresses {

    /** The public address, whether something answers there or not. */
    URI of(Site site);

    /** The same for many sites, by no more questions than for one. */
    Map<SiteId, URI> of(Collection<Site> sites);

    /** The names under which the site answers, whatever domains it has; the one that it always had first. */
    Set<String> lasting(Site site);

    /** The unlisted address of the newest rendered revision, where there is one. */
    Optional<URI> previewOf(Site site);

    /** The same for many sites of one team, in one question. */
    Map<SiteId, URI> previewsOf(TeamId team, Collection<SiteId> sites);
}
