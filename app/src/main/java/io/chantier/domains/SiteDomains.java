package io.chantier.domains;

import io.chantier.domains.SiteDomain.Look;
import io.chantier.domains.SiteDomain.Owner;
import io.chantier.domains.SiteDomain.Proof;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The names that teams asked for, as they stand now. */
@Repository
public class SiteDomains {

    private final JdbcClient jdbc;

    SiteDomains(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The site's names: the primary one first, then in the order in which they were added. */
    public List<SiteDomain> of(TeamId team, SiteId site) {
        return jdbc.sql("""
                select * from site_domain where team_id = ? and site_id = ?
                order by is_primary desc, added_at, name
                """)
                .params(team.value(), site.value())
                .query(SiteDomains::domain)
                .list();
    }

    public Optional<SiteDomain> find(TeamId team, UUID id) {
        return jdbc.sql("select * from site_domain where team_id = ? and id = ?")
                .params(team.value(), id)
                .query(SiteDomains::domain)
                .optional();
    }

    /** Every name of every team whose ownership is proved. */
    public List<SiteDomain> verified() {
        return jdbc.sql("select * from site_domain where verified_at is not null order by name")
                .query(SiteDomains::domain)
                .list();
    }

    /** The proved names of one site. */
    List<SiteDomain> verified(Slug site) {
        return jdbc.sql("select * from site_domain where site_slug = ? and verified_at is not null order by name")
                .param(site.value())
                .query(SiteDomains::domain)
                .list();
    }

    /** The main address of each of these sites, where it is proved. */
    List<SiteDomain> primaries(Collection<Slug> sites) {
        return jdbc.sql("select * from site_domain where site_slug = any(?) and is_primary and verified_at is not null")
                .param(sites.stream().map(Slug::value).toArray(String[]::new))
                .query(SiteDomains::domain)
                .list();
    }

    /** Proved names of the team whose proof is missing now. */
    public List<SiteDomain> lost(TeamId team) {
        return jdbc.sql("select * from site_domain where team_id = ? and lost_at is not null order by lost_at, name")
                .param(team.value())
                .query(SiteDomains::domain)
                .list();
    }

    static SiteDomain domain(ResultSet row, int number) throws SQLException {
        var lookedAt = instant(row, "looked_at");
        var finding = row.getString("finding");
        var provedBy = row.getString("proved_by");
        return new SiteDomain(
                row.getObject("id", UUID.class),
                new TeamId(row.getObject("team_id", UUID.class)),
                new Owner(new SiteId(row.getObject("site_id", UUID.class)), new Slug(row.getString("site_slug"))),
                new DomainName(row.getString("name")),
                row.getBoolean("is_primary"),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                new Proof(
                        row.getString("token"),
                        instant(row, "verified_at"),
                        provedBy == null ? null : new DomainName(provedBy),
                        instant(row, "lost_at"),
                        lookedAt == null || finding == null ? null : new Look(lookedAt, Finding.valueOf(finding)),
                        row.getObject("next_look_at", OffsetDateTime.class).toInstant()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
