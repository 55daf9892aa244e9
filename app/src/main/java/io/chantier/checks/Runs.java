package io.chantier.checks;

import io.chantier.checks.Run.Score;
import io.chantier.checks.Run.Speed;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** When the gate examined which site, and what came out. */
@Repository
public class Runs {

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Site site, Run run) {
        var score = run.score();
        jdbc.sql("""
                        insert into checks_run (id, team_id, site_id, revision, speed, basis, at, took_ms,
                            blocking, warnings, waived, barriers, weight)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(UUID.randomUUID(), site.team().value(), site.id().value(), run.revision())
                .params(
                        run.speed().name(),
                        run.basis(),
                        Timestamp.from(run.at()),
                        run.took().toMillis())
                .params(score.blocking(), score.warnings(), score.waived())
                .param(score.barriers())
                .param(score.weight())
                .update();
    }

    /** Newest first. */
    public List<Run> list(Site site, int most) {
        return jdbc.sql("select * from checks_run where team_id = ? and site_id = ? order by at desc limit ?")
                .params(site.team().value(), site.id().value(), most)
                .query(Runs::run)
                .list();
    }

    public Optional<Run> newest(Site site) {
        return list(site, 1).stream().findFirst();
    }

    /** Whether everything was examined on this basis, and nothing held the site back. */
    boolean hasPassed(Site site, String basis) {
        return jdbc.sql("""
                        select exists (select 1 from checks_run where team_id = ? and site_id = ? and basis = ?
                            and speed = 'WHOLE' and blocking = 0)
                        """)
                .params(site.team().value(), site.id().value(), basis)
                .query(Boolean.class)
                .single();
    }

    /** A site that is to be examined. */
    public record Owed(TeamId team, SiteId site) {}

    /** The sites of which only the quick checks saw what is online. */
    public List<Owed> owed() {
        return jdbc.sql("""
                        select team_id, site_id from (
                            select distinct on (site_id) team_id, site_id, speed from checks_run
                            order by site_id, at desc) newest
                        where speed = 'QUICK' limit 200
                        """).query(Runs::site).list();
    }

    /** The sites, those first that were not wholly examined for the longest time. */
    public List<Owed> longestAgo() {
        return jdbc.sql("""
                        select team_id, site_id from checks_run where speed = 'WHOLE'
                        group by team_id, site_id order by max(at) limit 1000
                        """).query(Runs::site).list();
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jdbc.sql("delete from checks_run where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private static Owed site(ResultSet row, int number) throws SQLException {
        return new Owed(
                new TeamId(row.getObject("team_id", UUID.class)), new SiteId(row.getObject("site_id", UUID.class)));
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        var score = new Score(
                row.getInt("blocking"),
                row.getInt("warnings"),
                row.getInt("waived"),
                row.getObject("barriers", Integer.class),
                row.getLong("weight"));
        return new Run(
                row.getString("revision"),
                Speed.valueOf(row.getString("speed")),
                row.getString("basis"),
                row.getTimestamp("at").toInstant(),
                Duration.ofMillis(row.getInt("took_ms")),
                score);
    }
}
