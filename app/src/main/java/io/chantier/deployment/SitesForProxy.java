package io.chantier.deployment;

import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSites;
import io.chantier.ingress.Upstream;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every site that our edge answers for, also with a notice, so that its names lead to the edge; those that are online on
 * another server lead there where the operator said how it is reached.
 */
@Component
class SitesForProxy implements RoutedSites {

    private final PublishedSites sites;
    private final Elsewhere elsewhere;

    SitesForProxy(PublishedSites sites, Elsewhere elsewhere) {
        this.sites = sites;
        this.elsewhere = elsewhere;
    }

    @Override
    public List<RoutedSite> now() {
        var reached = elsewhere.reached();
        return sites.published(null).stream()
                .map(site -> routed(site, reached.get(site.site())))
                .toList();
    }

    private static RoutedSite routed(PublishedSites.Published site, @Nullable URI server) {
        var slug = new Slug(site.slug());
        if (server == null || site.state() != PublishedSites.State.LIVE) return RoutedSite.onOurEdge(slug);
        return new RoutedSite(slug, new RoutedSite.Place.Elsewhere(Upstream.valueOf(server.toString())), List.of());
    }
}
