package io.chantier.domains;

import io.chantier.domains.SiteDomain.Owner;
import io.chantier.domains.SiteDomain.Proof;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives a site a name that nobody else has. */
@Component
public class NamedSite {

    private final DomainRows rows;

    NamedSite(DomainRows rows) {
        this.rows = rows;
    }

    public String waiting(Site site) {
        var id = UUID.randomUUID();
        var name = new DomainName("w" + id + ".org");
        var now = Instant.now();
        rows.add(new SiteDomain(
                id,
                site.team(),
                new Owner(site.id(), site.slug()),
                name,
                false,
                now,
                new Proof("0".repeat(32), null, null, null, null, now)));
        return id.toString();
    }
}
