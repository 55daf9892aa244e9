package io.chantier.ingress;

import io.chantier.ingress.Route.Cover;
import io.chantier.ingress.Route.Host;
import io.chantier.ingress.Route.Rank;
import io.chantier.ingress.Route.Target;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Place;
import io.chantier.ingress.SiteNames.Lead;
import io.chantier.values.DomainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which name leads where, the most telling names first. Each name stands in it once.
 *
 * @param refused names that were asked for and stand for somebody else already
 */
public record RoutingTable(List<Route> routes, List<DomainName> refused) {

    private static final String DASHBOARD = "cloud";
    private static final String BILLING = "billing";
    private static final String PREVIEW = "preview";

    public RoutingTable {
        routes = List.copyOf(routes);
        refused = List.copyOf(refused);
        if (routes.stream().map(Route::host).distinct().count() < routes.size()) {
            throw new IllegalArgumentException("A name leads to two places");
        }
    }

    /**
     * Where our own parts listen.
     *
     * @param billing empty where there is no Lago
     */
    public record Servers(List<Upstream> dashboards, List<Upstream> edges, List<Upstream> billing) {}

    /** Sites may come in any order: the same sites make the same table. */
    public static RoutingTable of(DomainName domain, Servers servers, Collection<RoutedSite> sites) {
        var table = new Making(domain, new Pool("edges", servers.edges(), Optional.of(Pool.Health.EDGE)));
        table.add(DASHBOARD, new Pool("dashboards", servers.dashboards(), Optional.of(Pool.Health.DASHBOARD)));
        if (!servers.billing().isEmpty()) table.add(BILLING, new Pool(BILLING, servers.billing(), Optional.empty()));
        RoutedSite.merged(sites).stream()
                .sorted(Comparator.comparing(site -> site.slug().value()))
                .forEach(table::add);
        return table.made();
    }

    /** Every pool that a name leads to, by its name. */
    public Map<String, Pool> pools() {
        var pools = new LinkedHashMap<String, Pool>();
        for (var route : routes) if (route.target() instanceof Target.To(var pool)) pools.put(pool.name(), pool);
        return pools;
    }

    private static final class Making {

        private final DomainName domain;
        private final Pool edges;
        private final Map<Host, Route> routes = new LinkedHashMap<>();
        private final List<DomainName> refused = new ArrayList<>();

        Making(DomainName domain, Pool edges) {
            this.domain = domain;
            this.edges = edges;
        }

        void add(String label, Pool pool) {
            put(new Route(under(label), new Target.To(pool), new Cover.Wildcard(domain), Rank.PLATFORM));
        }

        void add(RoutedSite site) {
            var pool = pool(site);
            var own = under(site.slug().value());
            var leads = SiteNames.of(domain, site.slug(), site.domains());
            // A site on our edge needs no line for its own name: the wildcard leads there.
            if (site.slug().isReserved()) {
                if (!pool.equals(edges)) refused.add(own.name());
            } else if (leads.containsKey(own.name())) {
                put(line(own, target(leads.get(own.name()), pool), new Cover.Wildcard(domain)));
            } else if (!pool.equals(edges)) {
                put(line(own, new Target.To(pool), new Cover.Wildcard(domain)));
            }
            for (var asked : site.domains()) {
                if (asked.name().equals(own.name()) && leads.containsKey(own.name())) continue;
                var lead = leads.get(asked.name());
                if (lead == null
                        || !put(line(new Host.Exactly(asked.name()), target(lead, pool), cover(asked, site.place()))))
                    refused.add(asked.name());
            }
        }

        RoutingTable made() {
            var previews = new DomainName(PREVIEW + "." + domain);
            put(below(previews, Rank.PREVIEWS));
            put(below(domain, Rank.SITES));
            return new RoutingTable(List.copyOf(routes.values()), refused);
        }

        private static Route line(Host host, Target target, Cover cover) {
            return new Route(host, target, cover, Rank.SITE);
        }

        private static Target target(Lead lead, Pool pool) {
            return switch (lead) {
                case Lead.Serves _ -> new Target.To(pool);
                case Lead.MovedTo(var primary, var certified) -> new Target.MovedTo(primary, certified);
            };
        }

        private static Cover cover(CustomDomain asked, Place place) {
            return asked.mayBeCertified() && !(place instanceof Place.Apart) ? new Cover.Own() : new Cover.None();
        }

        private Pool pool(RoutedSite site) {
            return switch (site.place()) {
                case Place.OurEdge _, Place.Apart _ -> edges;
                case Place.Elsewhere(var server) -> new Pool("site-" + site.slug(), List.of(server), Optional.empty());
            };
        }

        private Host.Exactly under(String label) {
            return new Host.Exactly(new DomainName(label + "." + domain));
        }

        private Route below(DomainName parent, Rank rank) {
            return new Route(new Host.Below(parent), new Target.To(edges), new Cover.Wildcard(parent), rank);
        }

        private boolean put(Route route) {
            return routes.putIfAbsent(route.host(), route) == null;
        }
    }
}
