package io.chantier.lighthouse;

import io.chantier.jobs.JobId;
import io.chantier.lighthouse.LighthouseRun.Occasion;
import io.chantier.lighthouse.LighthouseRun.Scores;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The history of scores, and who began which round. */
@Repository
public class LighthouseRuns {

    private final JdbcClient jdbc;

    LighthouseRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps it; a job that is run again after a crash counts once. False where it was kept before. */
    boolean add(Site site, JobId job, LighthouseRun run) {
        var scores = run.scores();
        return jdbc.sql("""
                        insert into lighthouse_run (id, team_id, site_id, job, release, occasion, at, version,
                            performance, accessibility, best_practices, seo, failure, alarm)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (job) do nothing
                        """)
                        .params(
                                UUID.randomUUID(),
                                site.team().value(),
                                site.id().value(),
                                job.toString())
                        .params(run.release().value(), run.occasion().name(), Timestamp.from(run.at()), run.version())
                        .param(scores == null ? null : scores.performance())
                        .param(scores == null ? null : scores.accessibility())
                        .param(scores == null ? null : scores.bestPractices())
                        .param(scores == null ? null : scores.seo())
                        .param(run.failure())
                        .param(run.alarm())
                        .update()
                == 1;
    }

    /** Newest first. */
    public List<LighthouseRun> list(Site site, int most) {
        return jdbc.sql("select * from lighthouse_run where team_id = ? and site_id = ? order by at desc limit ?")
                .params(site.team().value(), site.id().value(), most)
                .query(LighthouseRuns::run)
                .list();
    }

    /** What was measured last of what visitors get. */
    Optional<Scores> scores(Site site) {
        return jdbc.sql("""
                        select * from lighthouse_run where team_id = ? and site_id = ? and performance is not null
                          and occasion <> 'TEMPLATE'
                        order by at desc limit 1
                        """)
                .params(site.team().value(), site.id().value())
                .query(LighthouseRuns::run)
                .optional()
                .flatMap(run -> Optional.ofNullable(run.scores()));
    }

    /** When it was tried last, by site, of every team. */
    Map<SiteId, Instant> lastTried() {
        record Last(SiteId site, Instant at) {}
        return jdbc
                .sql("select site_id, max(at) as at from lighthouse_run group by site_id")
                .query((row, _) -> new Last(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        row.getTimestamp("at").toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Last::site, Last::at));
    }

    /** A site of which a newest measurement is one that people have to know of. */
    record Alarm(SiteId site, int score) {}

    /**
     * The newest first. What a new template would do to a site is not taken back by what visitors still get without it: only
     * by another round of the template, or by the first measurement of a release that is online since.
     */
    List<Alarm> alarms(TeamId team) {
        return jdbc.sql("""
                        with run as (
                            select site_id, release, alarm, at, occasion = 'TEMPLATE' as of_template from lighthouse_run
                            where team_id = ? and performance is not null),
                        newest as (
                            select distinct on (site_id, of_template) * from run order by site_id, of_template, at desc)
                        select site_id, min(alarm) as alarm from newest
                        where alarm is not null and not (of_template and exists (
                            select from run later where later.site_id = newest.site_id and later.at > newest.at
                              and not later.of_template and not exists (
                                select from run earlier where earlier.site_id = later.site_id
                                  and earlier.release = later.release and earlier.at < newest.at
                                  and not earlier.of_template)))
                        group by site_id order by max(at) desc
                        """)
                .params(team.value())
                .query((row, _) -> new Alarm(new SiteId(row.getObject("site_id", UUID.class)), row.getInt("alarm")))
                .list();
    }

    /** What becomes of a round that a replica wants to begin. */
    enum Claim {
        /** Nobody ever began one of that name. */
        FIRST,
        /** The mark is a new one, and this replica was quickest. */
        NEW,
        /** Somebody began it. */
        TAKEN
    }

    /** Exactly one of all replicas gets {@link Claim#NEW} for a mark; ends with the caller's transaction. */
    Claim claim(String name, String mark) {
        boolean isFirst = jdbc.sql("insert into lighthouse_round (name, mark) values (?, ?) on conflict do nothing")
                        .params(name, mark)
                        .update()
                == 1;
        if (isFirst) return Claim.FIRST;
        boolean isNew = jdbc.sql("update lighthouse_round set mark = ? where name = ? and mark <> ?")
                        .params(mark, name, mark)
                        .update()
                == 1;
        return isNew ? Claim.NEW : Claim.TAKEN;
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jdbc.sql("delete from lighthouse_run where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private static LighthouseRun run(ResultSet row, int number) throws SQLException {
        return new LighthouseRun(
                Occasion.valueOf(row.getString("occasion")),
                new Digest(row.getString("release")),
                row.getTimestamp("at").toInstant(),
                row.getString("version"),
                row.getObject("performance") == null ? null : measured(row),
                row.getString("failure"),
                row.getObject("alarm", Integer.class));
    }

    private static Scores measured(ResultSet row) throws SQLException {
        return new Scores(
                row.getInt("performance"),
                row.getInt("accessibility"),
                row.getInt("best_practices"),
                row.getInt("seo"));
    }
}
