package io.chantier.domains.certificates;

import io.chantier.domains.certificates.Certificates.Ending;
import io.chantier.sites.CertificateEnds;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the list of sites which of them have a certificate that ends. */
@Component
class FirstEnds implements CertificateEnds {

    private final Certificates certificates;

    FirstEnds(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Map<Slug, Instant> ending(TeamId team, Duration within) {
        return certificates.ending(team, within).stream()
                .collect(Collectors.toMap(Ending::site, Ending::until, (first, _) -> first));
    }
}
