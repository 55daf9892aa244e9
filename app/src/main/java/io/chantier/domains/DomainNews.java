package io.chantier.domains;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What others have to hear of: the trail of the team, and whoever leads visitors to sites. */
@Component
class DomainNews {

    private final Audit audit;
    private final DomainRoutes routes;

    DomainNews(Audit audit, DomainRoutes routes) {
        this.audit = audit;
        this.routes = routes;
    }

    /** The installation did it by itself. */
    void tell(SiteDomain domain, String action) {
        audit.write(domain.team(), action, domain.site().id().toString(), named(domain.name()));
        routes.changed(domain.site().id());
    }

    void tell(Caller who, Site site, DomainName name, String action) {
        audit.write(who, action, site.id().toString(), named(name));
        routes.changed(site.id());
    }

    private static Map<String, String> named(DomainName name) {
        return Map.of("name", name.inUnicode());
    }
}
