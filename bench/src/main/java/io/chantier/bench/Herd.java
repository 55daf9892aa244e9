package io.chantier.bench;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A thousand made-up sites as rows of the database: facts, findings, jobs with their steps, previews, tags, domains, an import. */
final class Herd {

    private static final int SITES_OF_THE_IMPORT = 500;

    private final JdbcClient database;
    private final UUID team;

    Herd(Installation installation) {
        this.database = installation.part(JdbcClient.class);
        this.team = installation.team().value();
    }

    /** Fills the database; returns the id of the import. */
    UUID fill(int sites) {
        run("""
                insert into site (id, team_id, slug, kind, state, name, source_url, language, revision, problem_code, created_at)
                select gen_random_uuid(), :team, 'herd-' || n, 'SHOWCASE',
                    case when n % 20 < 12 then 'LIVE' when n % 20 < 16 then 'GENERATED' when n % 20 < 18 then 'DRAFT'
                        when n % 20 = 18 then 'BROKEN' else 'ARCHIVED' end,
                    'Client ' || n || ' de Rennes', 'http://www.client-' || n || '.example/', 'fr',
                    case when n % 20 < 16 then md5(n::text) || '00000000' end,
                    case when n % 20 = 18 then 'reading-empty' end, now() - n * interval '1 hour'
                from generate_series(1, :sites) n
                """, sites);
        run("""
                insert into reading_fact (site_id, id, team_id, number, kind, value, display, places, parts, standing)
                select site.id, gen_random_uuid(), :team, n,
                    (array['PHONE', 'EMAIL', 'ADDRESS', 'PRICE', 'SERVICE', 'FAQ', 'OPENING_HOURS'])[1 + n % 7],
                    'value ' || n, 'What was read, number ' || n,
                    '[{"page": "http://www.client.example/contact.html", "excerpt": "A sentence around it", "how": "text"}]',
                    '{}', case when n = 3 and site.slug like '%7' then 'OTHER' else 'CHOSEN' end
                from site, generate_series(1, 50) n where site.slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into checks_finding (id, team_id, site_id, revision, number, code, severity, page, excerpt, args)
                select gen_random_uuid(), :team, site.id, site.revision, n, 'title-long',
                    case when n = 1 and site.slug like '%3' then 'BLOCKING' else 'WARNING' end, '/', 'Some words', '{}'
                from site, generate_series(1, 8) n where site.revision is not null and site.slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into job (id, team_id, kind, subject, priority, input, state, created_at, started_at, finished_at)
                select gen_random_uuid(), :team, 'generate-site', site.id::text, 0, '{}',
                    case when n = 4 and site.slug like 'herd-%00' then 'WAITING' else 'SUCCEEDED' end,
                    now() - n * interval '1 day', now() - n * interval '1 day', now() - n * interval '1 day'
                from site, generate_series(1, 4) n where site.slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into job_step (job_id, name, team_id, position, state, undoable, undo_at_once)
                select job.id, 'step-' || n, :team, n, 'DONE', false, false
                from job, generate_series(1, 11) n where :sites > 0
                """, sites);
        run("""
                insert into deployment_preview (site_id, team_id, token, release)
                select id, :team, substr(translate(md5(slug), '0189', 'ghij'), 1, 26),
                    encode(sha256(convert_to(slug, 'UTF8')), 'hex')
                from site where revision is not null and slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into site_tag (team_id, site_id, tag)
                select :team, id, (array['Rennes', 'Brest', 'VIP', 'Artisans'])[1 + length(slug) % 4] from site
                where slug like 'herd-%' and :sites > 0
                """, sites);
        online(sites);
        domains(sites);
        database.sql("analyze").update();
        return importOf();
    }

    /** What is live: where to, since when, whether it answers; one in twenty does not. Nobody looks at it during the run. */
    private void online(int sites) {
        run("""
                insert into deployment_site (site_id, team_id, slug, state)
                select id, :team, slug, 'LIVE' from site where state = 'LIVE' and slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into storage_pointer (site_id, team_id, release, since)
                select id, :team, (select release from storage_pointer limit 1), now() - random() * interval '90 days'
                from site where state = 'LIVE' and slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into deployment_health (site_id, team_id, state, since, looked_at, seen, next_at)
                select id, :team, case when slug like '%7' then 'DOWN' else 'UP' end, now() - interval '2 hours', now(),
                    case when slug like '%7' then '503' else '' end, now() + interval '1 day'
                from site where state = 'LIVE' and slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into deployment_health_change (site_id, team_id, at, state, seen)
                select site_id, :team, now() - n * interval '1 day', case when n % 2 = 0 then 'UP' else 'DOWN' end, ''
                from deployment_health, generate_series(1, 10) n where :sites > 0
                """, sites);
    }

    /** Two names of each, the first one the primary, all with certificates; those of one in ten end soon. */
    private void domains(int sites) {
        run("""
                insert into site_domain (id, team_id, site_id, site_slug, name, token, is_primary, added_at, verified_at,
                    proved_by, next_look_at)
                select gen_random_uuid(), :team, id, slug, prefix || slug || '.example', 'token', prefix = '', now(), now(),
                    prefix || slug || '.example', now() + interval '1 day'
                from site, unnest(array['', 'www.']) prefix where slug like 'herd-%' and :sites > 0
                """, sites);
        run("""
                insert into domain_health (domain_id, team_id, next_look_at, granted_at, not_after, waits_for)
                select id, :team, now() + interval '1 day', now(),
                    now() + case when site_slug like '%4' then interval '5 days' else interval '60 days' end, 'NONE'
                from site_domain where name like '%herd-%' and :sites > 0
                """, sites);
    }

    private UUID importOf() {
        var id = UUID.randomUUID();
        database.sql(
                        "insert into fleet_batch (id, team_id, kind, argument, made_by) values (?, ?, 'IMPORT', '', 'Bench')")
                .params(id, team)
                .update();
        database.sql("""
                        insert into fleet_batch_line (batch_id, number, team_id, label, outcome, reason, arguments, site_id, job_id)
                        select ?, row_number() over (), ?, source_url, 'MADE', '', '{}', id, gen_random_uuid() from site
                        where slug like 'herd-%' limit ?
                        """).params(id, team, SITES_OF_THE_IMPORT).update();
        return id;
    }

    private void run(String statement, int sites) {
        database.sql(statement).param("team", team).param("sites", sites).update();
    }
}
