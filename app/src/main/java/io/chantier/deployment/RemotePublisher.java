package io.chantier.deployment;

import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import java.util.Optional;

/** A publisher on servers that are not ours to trust. */
public interface RemotePublisher extends Publisher {

    /** How the site is seen there from outside. */
    Sight sightOf(Site site);

    /** What the server itself says is wrong with the site, such as a container that does not stay up. */
    Optional<Failure> complaintAbout(Site site);
}
