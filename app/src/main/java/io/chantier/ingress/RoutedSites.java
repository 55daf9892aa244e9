package io.chantier.ingress;

import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The sites that a proxy in front of us has to reach, and their names; brought as a bean by each module that knows some.
 * Several may bring the same site: see {@link RoutedSite#merged}. Asked at each pull, so it answers by few queries, however many sites there are.
 */
@FunctionalInterface
public interface RoutedSites {

    List<RoutedSite> now();

    /** The names of one site, asked whenever something about it changes: answer by queries that read no other site. */
    default List<CustomDomain> domainsOf(Slug site) {
        return now().stream()
                .filter(one -> one.slug().equals(site))
                .flatMap(one -> one.domains().stream())
                .toList();
    }

    /** Whether visitors come to the site straight at another server, with a proxy of its own: {@link RoutedSite.Place.Apart}. */
    default boolean isApart(Slug site) {
        return false;
    }

    /**
     * The name of the customer's own by which each of these sites is known, where it works; asked for each link to a site,
     * and for lists of thousands: answer by few queries that read no other site.
     */
    default Map<Slug, DomainName> primaries(Collection<Slug> sites) {
        return Map.of();
    }
}
