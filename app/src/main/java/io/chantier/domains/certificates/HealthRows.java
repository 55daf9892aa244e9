package io.chantier.domains.certificates;

import io.chantier.domains.CertificateReadiness.Ready;
import io.chantier.domains.SiteDomain;
import io.chantier.domains.certificates.CertificateState.History;
import io.chantier.domains.dns.Diagnosis;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** One row for each name; claimed for a while by whoever looks, so that replicas do not look twice. */
@Repository
class HealthRows {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    HealthRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A name that is to be looked at. */
    record Due(TeamId team, UUID domain) {}

    private static final String DUE =
            "(domain_health.next_look_at <= :now or (waits_for = 'PROOF' and verified_at is not null))";

    /** Where each name that is due stands among those of its team. */
    private static final String QUEUE = """
            select site_domain.id, row_number() over (
                partition by domain_health.team_id, verified_at is null order by domain_health.next_look_at) as place
            from domain_health join site_domain on site_domain.id = domain_id where\s""" + DUE;

    /** Those whose time has come, proved names first and the teams by turns, and those whose proof has come; nobody else gets them until then. */
    List<Due> claim(Instant now, Instant until, int most) {
        begin();
        return jdbc.sql("""
                update domain_health set next_look_at = :until,
                    waits_for = case when waits_for = 'PROOF' then 'LOOK' else waits_for end
                where domain_id in (
                    select domain_id from domain_health join site_domain on site_domain.id = domain_id
                    join (%s) queue on queue.id = domain_id
                    where %s
                    order by verified_at is null, place, domain_health.next_look_at limit :most
                    for update of domain_health skip locked)
                returning domain_id, team_id
                """.formatted(QUEUE, DUE))
                .param("until", at(until))
                .param("now", at(now))
                .param("most", most)
                .query((row, _) -> new Due(
                        new TeamId(row.getObject("team_id", UUID.class)), row.getObject("domain_id", UUID.class)))
                .list();
    }

    /** Has a row for each name that has none yet; one that is being given back at this moment gets none. */
    void begin() {
        jdbc.sql("""
                insert into domain_health (domain_id, team_id, next_look_at)
                select id, team_id, added_at from site_domain
                where not exists (select 1 from domain_health where domain_id = site_domain.id)
                for key share skip locked
                on conflict do nothing
                """).update();
    }

    /**
     * Makes the name the next one to be looked at, and ends the pause after a certificate that was not issued; nothing
     * where it was looked at since that moment.
     */
    void hurry(TeamId team, UUID domain, Instant now, Instant unlessSince) {
        jdbc.sql("""
                update domain_health set next_look_at = ?, looks = 0,
                    waits_until = case when waits_for in ('LOOK', 'PROOF', 'DNS', 'FAILED') then null
                        else waits_until end,
                    waits_for = case when waits_for = 'FAILED' then 'LOOK' else waits_for end
                where team_id = ? and domain_id = ? and (diagnosed_at is null or diagnosed_at <= ?)
                """).params(utc(now), team.value(), domain, utc(unlessSince)).update();
    }

    /** As it is until the transaction of the caller ends. */
    Optional<CertificateState> lock(TeamId team, UUID domain) {
        return jdbc.sql("select * from domain_health where team_id = ? and domain_id = ? for update")
                .params(team.value(), domain)
                .query(HealthRows::state)
                .optional();
    }

    List<CertificateState> of(TeamId team, SiteId site) {
        return jdbc.sql("""
                select domain_health.* from domain_health join site_domain on site_domain.id = domain_id
                where domain_health.team_id = ? and site_id = ?
                """)
                .params(team.value(), site.value())
                .query(HealthRows::state)
                .list();
    }

    /** A name that browsers accepted, with the end of its certificate. */
    record Secured(TeamId team, SiteDomain.Owner site, UUID domain, DomainName name, Instant until) {}

    private static final String SECURED = """
            select domain_health.*, site_id, site_slug, name from domain_health
            join site_domain on site_domain.id = domain_id
            where not_after is not null and verified_at is not null
            """;

    /** Of verified names only; a site's name that is given back goes with its row. */
    List<Secured> secured() {
        return jdbc.sql(SECURED + " order by not_after, name")
                .query(HealthRows::end)
                .list();
    }

    /** Those of a team that end before that moment, the first ones first. */
    List<Secured> ending(TeamId team, Instant before) {
        return jdbc.sql(SECURED + " and domain_health.team_id = ? and not_after < ? order by not_after, name")
                .params(team.value(), utc(before))
                .query(HealthRows::end)
                .list();
    }

    private static Secured end(ResultSet row, int number) throws SQLException {
        return new Secured(
                new TeamId(row.getObject("team_id", UUID.class)),
                new SiteDomain.Owner(
                        new SiteId(row.getObject("site_id", UUID.class)), new Slug(row.getString("site_slug"))),
                row.getObject("domain_id", UUID.class),
                new DomainName(row.getString("name")),
                row.getObject("not_after", OffsetDateTime.class).toInstant());
    }

    private static final String READY = """
            select name, not_after is not null and wrong_since is null as works from domain_health
            join site_domain on site_domain.id = domain_id
            where granted_at is not null and verified_at is not null
            """;

    Ready ready() {
        return ready(jdbc.sql(READY));
    }

    Ready ready(Collection<Slug> sites) {
        var slugs = sites.stream().map(Slug::value).toArray(String[]::new);
        return ready(jdbc.sql(READY + " and site_slug = any(?)").param(slugs));
    }

    private static Ready ready(JdbcClient.StatementSpec granted) {
        var works = new HashMap<DomainName, Boolean>();
        granted.query(row -> {
            works.put(new DomainName(row.getString("name")), row.getBoolean("works"));
        });
        var working = works.keySet().stream().filter(works::get).collect(Collectors.toSet());
        return new Ready(works.keySet(), working);
    }

    void store(TeamId team, CertificateState state) {
        var history = state.history();
        jdbc.sql("""
                update domain_health set diagnosis = :diagnosis::jsonb, reading = :reading::jsonb,
                    granted_at = :granted, waits_for = :obstacle, waits_until = :until, looks = :looks,
                    diagnosed_at = :looked, not_after = :good, wrong_since = :wrong, next_look_at = :next
                where team_id = :team and domain_id = :domain
                """)
                .param("diagnosis", json(state.diagnosis()))
                .param("reading", json(state.reading()))
                .param("granted", at(state.grant().since()))
                .param("obstacle", state.grant().obstacle().name())
                .param("until", at(state.grant().until()))
                .param("looks", history.looks())
                .param("looked", at(history.lookedAt()))
                .param("good", at(history.goodUntil()))
                .param("wrong", at(history.wrongSince()))
                .param("next", at(history.nextLookAt()))
                .param("team", team.value())
                .param("domain", state.domain())
                .update();
    }

    private static CertificateState state(ResultSet row, int number) throws SQLException {
        var diagnosis = row.getString("diagnosis");
        var reading = row.getString("reading");
        return new CertificateState(
                row.getObject("domain_id", UUID.class),
                diagnosis == null ? null : JSON.readValue(diagnosis, Diagnosis.class),
                new Grant(
                        instant(row, "granted_at"),
                        Grant.Obstacle.valueOf(row.getString("waits_for")),
                        instant(row, "waits_until")),
                reading == null ? null : JSON.readValue(reading, Reading.class),
                new History(
                        row.getInt("looks"),
                        instant(row, "diagnosed_at"),
                        instant(row, "not_after"),
                        instant(row, "wrong_since"),
                        row.getObject("next_look_at", OffsetDateTime.class).toInstant()));
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : JSON.writeValueAsString(value);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
