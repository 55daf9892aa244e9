package io.chantier.ingress;

import io.chantier.ingress.Route.Cover;
import io.chantier.ingress.Route.Host;
import io.chantier.ingress.Route.Rank;
import io.chantier.ingress.Route.Target;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Place;
import io.chantier.ingress.RoutedSite.Use;
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
        sites.stream().sorted(Comparator.comparing(site -> site.slug().value())).forEach(table::add);
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
            // A site on our edge needs no line for its own name: the wildcard leads there.
            if (!pool.equals(edges)) {
                var own = under(site.slug().value());
                var line = new Route(own, new Target.To(pool), new Cover.Wildcard(domain), Rank.SITE);
                if (site.slug().isReserved()) refused.add(own.name());
                else put(line);
            }
            site.domains().forEach(name -> add(site, name, pool));
        }

        RoutingTable made() {
            var previews = new DomainName(PREVIEW + "." + domain);
            put(below(previews, Rank.PREVIEWS));
            put(below(domain, Rank.SITES));
            return new RoutingTable(List.copyOf(routes.values()), refused);
        }

        /** Names of ours are given out by us alone, and a name that one site has no other gets. */
        private void add(RoutedSite site, CustomDomain asked, Pool pool) {
            var name = asked.name();
            var target = target(site, asked.use(), pool);
            boolean ours = name.equals(domain) || name.isUnder(domain);
            var cover = asked.mayBeCertified() ? new Cover.Own() : new Cover.None();
            boolean taken =
                    ours || target.isEmpty() || !put(new Route(new Host.Exactly(name), target.get(), cover, Rank.SITE));
            if (taken) refused.add(name);
        }

        /** Empty where visitors would be sent to a name that is not the site's: to strangers, or round in a circle. */
        private Optional<Target> target(RoutedSite site, Use use, Pool pool) {
            return switch (use) {
                case Use.Serves _ -> Optional.of(new Target.To(pool));
                case Use.LeadsTo(var primary) ->
                    primary.equals(under(site.slug().value()).name())
                            ? Optional.of(new Target.MovedTo(primary, true))
                            : site.domains().stream()
                                    .filter(one -> one.name().equals(primary) && one.use() instanceof Use.Serves)
                                    .findFirst()
                                    .map(one -> new Target.MovedTo(primary, one.mayBeCertified()));
            };
        }

        private Pool pool(RoutedSite site) {
            return switch (site.place()) {
                case Place.OurEdge _ -> edges;
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
