package io.chantier.benches.hosting;

import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which sites on benches have gone without a backup for too long. */
@Repository
public class BackupsDue {

    /** One that failed is not tried again at once: its cause is mostly still there. */
    public static final Duration AFTER_A_FAILURE = Duration.ofHours(6);

    /** No backup takes longer from its order to its end: what was ordered before need not be looked through. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The order could only wait, and would keep all other work of the site waiting. */
    private static final Duration ANSWERS = Duration.ofMinutes(30);

    private static final String WITHOUT = """
            from bench_site site
            join bench on bench.id = site.bench_id
            join bench_server server on server.id = bench.server_id
            where site.came_at <= :came and site.left_at is null and site.standing = 'ONLINE' and not exists (
                select from agent_job job
                where job.site_id = site.site_id and job.type = 'BACKUP_SITE'
                and job.state = 'SUCCESS' and job.ended_at >= :since and job.ordered_at >= :longest)
            """;

    private final JdbcClient jdbc;
    private final BenchBackupSettings settings;

    BackupsDue(JdbcClient jdbc, BenchBackupSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** @param underWay how many backups its server is at, or has waiting */
    public record Due(TeamId team, SiteId site, UUID server, int underWay) {}

    /** How old the last backup of a site may be; empty where sites are not backed up by themselves. */
    public Optional<Duration> every() {
        return settings.every();
    }

    /** Those that can be backed up now, whatever their state, as far as agents know: who has waited longest comes first. */
    public List<Due> list(Instant now) {
        return every().map(every -> list(now, every)).orElseGet(List::of);
    }

    private List<Due> list(Instant now, Duration every) {
        return jdbc.sql("""
                        select site.team_id, site.site_id, server.id server_id, (
                            select count(*) from agent_job job where job.server_id = server.id
                            and job.type = 'BACKUP_SITE' and job.ended_at is null) under_way, (
                            select max(job.ordered_at) from agent_job job
                            where job.site_id = site.site_id and job.type = 'BACKUP_SITE') tried_at
                        """ + WITHOUT + """
                        and server.seen_at >= :answers and not exists (
                            select from agent_job job
                            where job.site_id = site.site_id and job.type = 'BACKUP_SITE' and job.state <> 'SUCCESS'
                            and coalesce(job.ended_at, job.ordered_at) >= :tried)
                        order by tried_at nulls first, site.site_id
                        """)
                .param("since", Timestamp.from(now.minus(every)))
                .param("longest", Timestamp.from(now.minus(every).minus(LONGEST)))
                .param("came", Timestamp.from(now))
                .param("answers", Timestamp.from(now.minus(ANSWERS)))
                .param("tried", Timestamp.from(now.minus(AFTER_A_FAILURE)))
                .query((row, _) -> new Due(
                        new TeamId(row.getObject("team_id", UUID.class)),
                        new SiteId(row.getObject("site_id", UUID.class)),
                        row.getObject("server_id", UUID.class),
                        row.getInt("under_way")))
                .list();
    }

    /** How many have been due for as long again: something keeps them from being backed up. */
    public int overdue(Instant now) {
        return every().map(every -> overdue(now, every)).orElse(0);
    }

    private int overdue(Instant now, Duration every) {
        var since = Timestamp.from(now.minus(every.multipliedBy(2)));
        var longest = Timestamp.from(now.minus(every.multipliedBy(2)).minus(LONGEST));
        return jdbc.sql("select count(*) " + WITHOUT)
                .param("since", since)
                .param("longest", longest)
                .param("came", since)
                .query(Integer.class)
                .single();
    }
}
