package io.chantier.sites;

import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** When the certificates of sites' own names end; brought by the module that reads them. */
@FunctionalInterface
public interface CertificateEnds {

    /** The team's sites with a certificate that ends within that time, and when the first one does; in one question. */
    Map<Slug, Instant> ending(TeamId team, Duration within);
}
