package io.chantier.benches.servers;

import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** What the sites on benches take up and do, day by day: for charts, and for whoever bills by it. */
@Repository
public class Usages {

    private static final Duration SIZES_EVERY = Duration.ofHours(1);

    /** An agent keeps a limited number of lines. */
    private static final Duration TRAFFIC_EVERY = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    Usages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    public List<Usage> of(Site site, int days) {
        return jdbc.sql("""
                        select day, database, public, private, backups, requests, jobs, milliseconds
                        from (select * from bench_usage where team_id = :team and site_id = :site) size
                            full join (select * from bench_traffic where team_id = :team and site_id = :site) traffic
                            using (day)
                        order by day desc limit :days
                        """)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .param("days", days)
                .query((row, _) -> new Usage(
                        row.getObject("day", LocalDate.class),
                        row.getLong("database"),
                        row.getLong("public") + row.getLong("private"),
                        row.getLong("backups"),
                        row.getLong("requests"),
                        row.getLong("jobs"),
                        row.getLong("milliseconds")))
                .list();
    }

    /** Whether it is time to ask this server for sizes; the asker has it for an hour then. */
    boolean areSizesDue(UUID server, Instant now) {
        return jdbc.sql("update bench_server set usage_at = ? where id = ? and (usage_at is null or usage_at <= ?)")
                        .params(Timestamp.from(now), server, Timestamp.from(now.minus(SIZES_EVERY)))
                        .update()
                > 0;
    }

    /** The same for what was asked of its sites. */
    boolean isTrafficDue(UUID server, Instant now) {
        return jdbc.sql("""
                        update bench_server set traffic_at = ? where id = ? and (traffic_at is null or traffic_at <= ?)
                        """)
                        .params(Timestamp.from(now), server, Timestamp.from(now.minus(TRAFFIC_EVERY)))
                        .update()
                > 0;
    }

    /**
     * Adds what was asked of our sites on this bench. An agent tells each line once: what is lost on the way here is not counted,
     * and nothing is counted twice.
     */
    @Transactional
    void asked(UUID bench, JsonNode lines, Instant now) {
        Traffic.of(lines, now).forEach((key, traffic) -> add(bench, key, traffic));
    }

    private void add(UUID bench, Traffic.Key key, Traffic traffic) {
        jdbc.sql("""
                insert into bench_traffic as known (site_id, team_id, day, requests, jobs, milliseconds)
                select site_id, team_id, :day, :requests, :jobs, :milliseconds
                from bench_site where bench_id = :bench and host = :host and came_at is not null
                on conflict (site_id, day) do update set requests = known.requests + excluded.requests,
                    jobs = known.jobs + excluded.jobs, milliseconds = known.milliseconds + excluded.milliseconds
                """)
                .param("day", key.day())
                .param("requests", traffic.requests())
                .param("jobs", traffic.jobs())
                .param("milliseconds", traffic.milliseconds())
                .param("bench", bench)
                .param("host", key.host())
                .update();
    }

    /** Notes what is told of our sites on this bench; of others, and of what was never measured, nothing is kept. */
    void told(UUID bench, JsonNode sites, Instant now) {
        sites.forEachEntry((host, site) -> {
            var measured = site.path("usage");
            var last = measured.isArray() ? measured.path(measured.size() - 1) : measured;
            if (last.path("database").isNumber()) keep(bench, host, last, now);
        });
    }

    private void keep(UUID bench, String host, JsonNode usage, Instant now) {
        jdbc.sql("""
                insert into bench_usage (site_id, team_id, day, database, public, private, backups, told_at)
                select site_id, team_id, :day, :database, :public, :private, :backups, :now
                from bench_site where bench_id = :bench and host = :host and came_at is not null
                on conflict (site_id, day) do update set database = excluded.database, public = excluded.public,
                    private = excluded.private, backups = excluded.backups, told_at = excluded.told_at
                """)
                .param("day", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .param("database", megabytes(usage, "database"))
                .param("public", megabytes(usage, "public"))
                .param("private", megabytes(usage, "private"))
                .param("backups", megabytes(usage, "backups"))
                .param("now", Timestamp.from(now))
                .param("bench", bench)
                .param("host", host)
                .update();
    }

    /** Something is never told as nothing. */
    private static long megabytes(JsonNode usage, String of) {
        return (long) Math.ceil(Math.max(0, usage.path(of).asDouble(0)));
    }

    @EventListener
    void forget(SiteEvent.Deleted event) {
        jdbc.sql("""
                        with traffic as (delete from bench_traffic where team_id = :team and site_id = :site)
                        delete from bench_usage where team_id = :team and site_id = :site
                        """)
                .param("team", event.site().team().value())
                .param("site", event.site().id().value())
                .update();
    }
}
