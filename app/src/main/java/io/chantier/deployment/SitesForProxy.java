package io.chantier.deployment;

import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSites;
import io.chantier.ingress.Upstream;
import io.chantier.storage.ReleasePointers;
import io.chantier.values.Slug;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every site that our edge answers for, also with a notice, so that its names lead to the edge. Those that show the same on
 * another server lead there, where the operator said how it is reached; as long as it lags behind, the edge answers.
 */
@Component
class SitesForProxy implements RoutedSites {

    private final PublishedSites sites;
    private final ReleasePointers pointers;
    private final Elsewhere elsewhere;

    SitesForProxy(PublishedSites sites, ReleasePointers pointers, Elsewhere elsewhere) {
        this.sites = sites;
        this.pointers = pointers;
        this.elsewhere = elsewhere;
    }

    @Override
    public List<RoutedSite> now() {
        var reached = elsewhere.reached();
        if (!reached.isEmpty()) {
            var served = pointers.all().stream()
                    .collect(Collectors.toMap(ReleasePointers.Pointer::site, ReleasePointers.Pointer::release));
            reached.entrySet().removeIf(site -> !site.getValue().release().equals(served.get(site.getKey())));
        }
        var apart = elsewhere.apart();
        return sites.published(null).stream()
                .map(site -> apart.contains(new Slug(site.slug()))
                        ? new RoutedSite(new Slug(site.slug()), new RoutedSite.Place.Apart(), List.of())
                        : routed(site, reached.get(site.site())))
                .toList();
    }

    /** The names of customers' own are others' to know. */
    @Override
    public List<RoutedSite.CustomDomain> domainsOf(Slug site) {
        return List.of();
    }

    @Override
    public boolean isApart(Slug site) {
        return elsewhere.isApart(site);
    }

    private static RoutedSite routed(PublishedSites.Published site, Elsewhere.@Nullable Reached elsewhere) {
        var slug = new Slug(site.slug());
        if (elsewhere == null || site.state() != PublishedSites.State.LIVE) return RoutedSite.onOurEdge(slug);
        return new RoutedSite(
                slug,
                new RoutedSite.Place.Elsewhere(
                        Upstream.valueOf(elsewhere.server().toString())),
                List.of());
    }
}
