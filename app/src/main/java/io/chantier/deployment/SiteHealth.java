package io.chantier.deployment;

import io.chantier.deployment.Health.State;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of {@code deployment_health}: each site that is online, when it is looked at next, how it stood. */
@Repository
public class SiteHealth {

    private static final int CHANGES_KEPT = 20;

    private final JdbcClient jdbc;

    SiteHealth(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A site to look at. */
    record Due(TeamId team, SiteId site) {}

    /** A moment in which a site stopped to answer, or answered again. */
    public record Change(State state, Instant at, String seen) {

        public String wordKey() {
            return Health.wordKey(state, seen);
        }

        public String seenKey() {
            return Health.seenKey(seen);
        }
    }

    /** Takes on what went online, at a moment by lot within the interval, and drops what is online no more. */
    @Transactional
    public void follow(Instant now, Duration every) {
        jdbc.sql("""
                insert into deployment_health (site_id, team_id, next_at)
                select site_id, team_id, ?::timestamptz + random() * ? * interval '1 second'
                from deployment_site where state = 'LIVE'
                on conflict (site_id) do nothing
                """).params(Timestamp.from(now), every.toSeconds()).update();
        jdbc.sql("""
                delete from deployment_health h where not exists
                    (select 1 from deployment_site s where s.site_id = h.site_id and s.state = 'LIVE')
                """).update();
        jdbc.sql("""
                delete from deployment_health_change c where not exists
                    (select 1 from deployment_site s where s.site_id = c.site_id)
                """).update();
    }

    /** Takes some sites whose time has come; no other replica gets them before the interval is over. */
    @Transactional
    List<Due> take(Instant now, Duration every, int most) {
        return jdbc.sql("""
                update deployment_health set next_at = ?::timestamptz + (0.9 + 0.2 * random()) * ? * interval '1 second'
                where site_id in (
                    select site_id from deployment_health where next_at <= ?
                    order by next_at limit ? for update skip locked)
                returning site_id, team_id
                """)
                .params(Timestamp.from(now), every.toSeconds(), Timestamp.from(now), most)
                .query((row, _) -> new Due(
                        new TeamId(row.getObject("team_id", UUID.class)),
                        new SiteId(row.getObject("site_id", UUID.class))))
                .list();
    }

    @Transactional
    void saw(Due due, boolean up, String shown, Instant now, Duration again) {
        var before = jdbc.sql("select * from deployment_health where team_id = ? and site_id = ? for update")
                .params(due.team().value(), due.site().value())
                .query(SiteHealth::health)
                .optional();
        if (before.isEmpty()) return;
        var known = before.get();
        var next = known.lookedAt().equals(Instant.EPOCH) ? Health.first(up, shown, now) : known.after(up, shown, now);
        jdbc.sql("""
                update deployment_health set state = ?, since = ?, looked_at = ?, failures = ?, seen = ?,
                    next_at = case when ? then ?::timestamptz else next_at end
                where team_id = ? and site_id = ?
                """)
                .params(
                        next.state().name(),
                        Timestamp.from(next.since()),
                        Timestamp.from(now),
                        next.failures(),
                        next.seen(),
                        next.isDoubtful(),
                        Timestamp.from(now.plus(again)),
                        due.team().value(),
                        due.site().value())
                .update();
        if (next.state() != known.state()) note(due, next);
    }

    private void note(Due due, Health next) {
        jdbc.sql("insert into deployment_health_change (site_id, team_id, at, state, seen) values (?, ?, ?, ?, ?)")
                .params(
                        due.site().value(),
                        due.team().value(),
                        Timestamp.from(next.since()),
                        next.state().name(),
                        next.seen())
                .update();
        jdbc.sql("""
                delete from deployment_health_change where site_id = :site and at < (
                    select min(at) from (select at from deployment_health_change where site_id = :site
                        order by at desc limit :kept) newest)
                """)
                .param("site", due.site().value())
                .param("kept", CHANGES_KEPT)
                .update();
    }

    /** Of the team's sites that were looked at, in one question. */
    public Map<SiteId, Health> of(TeamId team) {
        return jdbc
                .sql("select * from deployment_health where team_id = ? and looked_at is not null")
                .params(team.value())
                .query((row, number) ->
                        Map.entry(new SiteId(row.getObject("site_id", UUID.class)), health(row, number)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Optional<Health> of(Site site) {
        return jdbc.sql("select * from deployment_health where team_id = ? and site_id = ? and looked_at is not null")
                .params(site.team().value(), site.id().value())
                .query(SiteHealth::health)
                .optional();
    }

    /** Newest first. */
    public List<Change> changes(Site site) {
        return jdbc.sql("select * from deployment_health_change where team_id = ? and site_id = ? order by at desc")
                .params(site.team().value(), site.id().value())
                .query((row, _) ->
                        new Change(State.valueOf(row.getString("state")), instant(row, "at"), row.getString("seen")))
                .list();
    }

    private static Health health(ResultSet row, int number) throws SQLException {
        return new Health(
                State.valueOf(row.getString("state")),
                instant(row, "since"),
                instant(row, "looked_at"),
                row.getInt("failures"),
                row.getString("seen"));
    }

    /** The epoch where there is none. */
    private static Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? Instant.EPOCH : at.toInstant();
    }
}
