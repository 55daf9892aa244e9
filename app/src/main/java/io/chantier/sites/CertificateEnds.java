package io.chantier.sites;

import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.Map;

/** When the certificates of sites' own names end; brought by the module that reads them. */
@FunctionalInterface
public interface CertificateEnds {

    /** Of each site of the team with a certificate the moment at which its first one ends, in one question. */
    Map<SiteId, Instant> of(TeamId team);
}
