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
import tools.jackson.databind.JsonNode;

/** What the sites on benches take up, day by day: for charts, and for whoever bills by it. */
@Repository
public class Usages {

    private static final Duration EVERY = Duration.ofHours(1);

    private final JdbcClient jdbc;

    Usages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    public List<Usage> of(Site site, int days) {
        return jdbc.sql("""
                        select * from bench_usage where team_id = ? and site_id = ? order by day desc limit ?
                        """)
                .params(site.team().value(), site.id().value(), days)
                .query((row, _) -> new Usage(
                        row.getObject("day", LocalDate.class),
                        row.getLong("database"),
                        row.getLong("public") + row.getLong("private"),
                        row.getLong("backups")))
                .list();
    }

    /** Whether it is time to ask this server; the asker has it for an hour then. */
    boolean isDue(UUID server, Instant now) {
        return jdbc.sql("update bench_server set usage_at = ? where id = ? and (usage_at is null or usage_at <= ?)")
                        .params(Timestamp.from(now), server, Timestamp.from(now.minus(EVERY)))
                        .update()
                > 0;
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
                from bench_site where bench_id = :bench and host = :host
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
        jdbc.sql("delete from bench_usage where team_id = ? and site_id = ?")
                .params(event.site().team().value(), event.site().id().value())
                .update();
    }
}
