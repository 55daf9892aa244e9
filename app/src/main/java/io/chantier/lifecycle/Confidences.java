package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes out of the orders of sites on benches what was given in confidence, once nobody can go on with the job: who was to be the
 * first user, and what is sealed. It is gone from the journal then, whatever becomes of the key.
 */
@Component
public class Confidences implements JobEnd {

    /** A job that failed can be gone on with for so long. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final List<String> KINDS =
            List.of(CreateBenchSite.KIND, CloneBenchSite.KIND, RestoreBenchSite.KIND, ConfigureBenchSite.KIND);

    /** Of a site's jobs only the newest is ever gone on with. An order stays one that can be read. */
    private static final String FORGET = """
            update job set input = (
                select jsonb_object_agg(key, case when key like 'sealed%' then '""' else value end)::text
                from jsonb_each(job.input::jsonb) where key <> 'user')
            where kind in (:kinds) and input ~ '"user": ?\\{|"sealed[A-Za-z]*": ?"[^"]'
            and (state in ('SUCCEEDED', 'CANCELLED') or state = 'FAILED' and (finished_at < :kept or exists (
                select from job later
                where later.subject = job.subject and later.team_id = job.team_id and later.id > job.id)))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Confidences(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void over(Site site, Job job) {
        if (site.kind() != SiteKind.BENCH) return;
        var _ = forget(FORGET + " and subject = :subject")
                .param("subject", job.order().subject())
                .update();
    }

    /** What was overheard, and what nobody came back to. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    public void round() {
        var _ = forget(FORGET).update();
    }

    private JdbcClient.StatementSpec forget(String which) {
        return jdbc.sql(which)
                .param("kinds", KINDS)
                .param("kept", Timestamp.from(clock.instant().minus(KEPT)));
    }
}
