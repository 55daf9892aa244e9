package io.chantier.deployment;

import io.chantier.ingress.RoutesChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells every edge, at the commit of whoever changes it, that a site has other names. */
@Component
class RouteNews {

    private final PublishedSites sites;

    RouteNews(PublishedSites sites) {
        this.sites = sites;
    }

    @EventListener
    void tell(RoutesChanged change) {
        sites.tell(change.site());
    }
}
