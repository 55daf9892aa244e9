package io.chantier.ingress;

import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A site as a proxy in front of us sees it.
 *
 * @param domains its public names besides {@code <slug>.<domain>}; that one stands among them only where it leads to another
 */
public record RoutedSite(Slug slug, Place place, List<CustomDomain> domains) {

    public RoutedSite {
        domains = List.copyOf(domains);
    }

    public static RoutedSite onOurEdge(Slug slug) {
        return new RoutedSite(slug, new Place.OurEdge(), List.of());
    }

    /**
     * Each site once, with everything that was said of it: all its names, and another server where anybody knows one. Of a
     * name that was brought twice the first use counts.
     */
    static List<RoutedSite> merged(Collection<RoutedSite> sites) {
        Map<Slug, RoutedSite> merged = new LinkedHashMap<>();
        for (var site : sites) merged.merge(site.slug(), site, RoutedSite::and);
        return List.copyOf(merged.values());
    }

    private RoutedSite and(RoutedSite more) {
        var names = Stream.concat(domains.stream(), more.domains.stream()).distinct();
        return new RoutedSite(slug, place instanceof Place.OurEdge ? more.place : place, names.toList());
    }

    /** Who serves it. */
    public sealed interface Place {

        record OurEdge() implements Place {}

        /** Another server, which knows the site by its host name: Dokploy's, a bench. */
        record Elsewhere(Upstream server) implements Place {}

        /**
         * A server with a proxy of its own, to which DNS leads visitors straight. Ours has no part in it: whoever still
         * comes here gets our edge, and certificates for the customer's own names are the other proxy's to order.
         */
        record Apart() implements Place {}
    }

    /**
     * A name of the customer's own.
     *
     * @param mayBeCertified whether a certificate may be ordered for it, from then on for as long as it is to be
     *     renewed; before, the name is served without TLS
     */
    public record CustomDomain(DomainName name, Use use, boolean mayBeCertified) {}

    /** What a visitor of a name gets. */
    public sealed interface Use {

        record Serves() implements Use {}

        /** Sent on to another name, by which the site wants to be known. */
        record LeadsTo(DomainName primary) implements Use {}
    }
}
