package io.chantier.deployment;

import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSites;
import io.chantier.values.Slug;
import java.util.List;
import org.springframework.stereotype.Component;

/** Every site that our edge answers for, also with a notice, so that its names lead to the edge. */
@Component
class SitesForProxy implements RoutedSites {

    private final PublishedSites sites;

    SitesForProxy(PublishedSites sites) {
        this.sites = sites;
    }

    @Override
    public List<RoutedSite> now() {
        return sites.published(null).stream()
                .map(site -> RoutedSite.onOurEdge(new Slug(site.slug())))
                .toList();
    }
}
