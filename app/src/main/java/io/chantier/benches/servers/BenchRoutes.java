package io.chantier.benches.servers;

import io.chantier.ingress.HostedSites;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSites;
import io.chantier.ingress.RoutesChanged;
import io.chantier.sites.Site;
import io.chantier.values.Slug;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Leads visitors to the sites that we made on benches: a proxy in front of us straight to their server, our edge by passing them
 * on. Sites that were there before us are reached as they always were, and by us once they have a name of ours or a domain.
 */
@Component
public class BenchRoutes implements HostedSites, RoutedSites {

    private final JdbcClient jdbc;
    private final BenchServers servers;
    private final ApplicationEventPublisher events;

    BenchRoutes(JdbcClient jdbc, BenchServers servers, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.servers = servers;
        this.events = events;
    }

    /** From the commit on, those visitors get this who come to the site by us. */
    @Transactional
    public void stand(Site site, Standing standing) {
        stand(site, standing.name());
    }

    /** From the commit on, nobody is led there: what was not finished never was online. */
    @Transactional
    public void withdraw(Site site) {
        stand(site, "COMING");
    }

    private void stand(Site site, String standing) {
        int changed = jdbc.sql("""
                        update bench_site set standing = :standing
                        where team_id = :team and site_id = :site and standing <> :standing
                        """)
                .param("standing", standing)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
        if (changed > 0) events.publishEvent(new RoutesChanged(site.id().value()));
    }

    @Override
    public List<Hosted> all() {
        return hosted(null);
    }

    @Override
    public Optional<Hosted> of(UUID site) {
        return hosted(site).stream().findFirst();
    }

    @Override
    public List<RoutedSite> now() {
        return all().stream()
                .map(site -> new RoutedSite(site.slug(), place(site), List.of()))
                .toList();
    }

    @Override
    public List<CustomDomain> domainsOf(Slug site) {
        return List.of();
    }

    /** Notices are our edge's to show. */
    private static RoutedSite.Place place(Hosted site) {
        return site.standing() == Standing.ONLINE
                ? new RoutedSite.Place.Elsewhere(site.server())
                : new RoutedSite.Place.OurEdge();
    }

    private List<Hosted> hosted(@Nullable UUID only) {
        var rows = jdbc.sql("""
                        select s.site_id, s.slug, s.standing, b.server_id
                        from bench_site s join bench b on b.id = s.bench_id
                        where (not s.adopted or s.domains <> '[]') and s.standing <> 'COMING'
                          and (:site::uuid is null or s.site_id = :site)
                        order by s.slug
                        """).param("site", only).query(Line::of).list();
        if (rows.isEmpty()) return List.of();
        Map<UUID, BenchServer> known =
                servers.all().stream().collect(Collectors.toMap(BenchServer::id, Function.identity()));
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(known.get(row.server()))
                        .map(server -> new Hosted(row.site(), row.slug(), server.upstream(), row.standing()))
                        .stream())
                .toList();
    }

    private record Line(UUID site, Slug slug, Standing standing, UUID server) {

        static Line of(ResultSet row, int number) throws SQLException {
            return new Line(
                    row.getObject("site_id", UUID.class),
                    new Slug(row.getString("slug")),
                    Standing.valueOf(row.getString("standing")),
                    row.getObject("server_id", UUID.class));
        }
    }
}
