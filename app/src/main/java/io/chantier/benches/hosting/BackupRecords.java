package io.chantier.benches.hosting;

import io.chantier.benches.delivery.AgentJobEnded;
import io.chantier.benches.servers.BenchSites;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The backups that went to the store: noted when their agent's job ends, and kept until nothing of them is left there. */
@Repository
class BackupRecords {

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final BackupStore store;
    private final JsonMapper json;

    BackupRecords(JdbcClient jdbc, BackupStore store, JsonMapper json) {
        this.jdbc = jdbc;
        this.store = store;
        this.json = json;
    }

    /**
     * A backup in the store.
     *
     * @param id of the agent's job that made it
     * @param goneAt when nothing of it was left there; null as long as it is kept
     */
    record Kept(
            UUID id,
            TeamId team,
            SiteId site,
            Instant madeAt,
            Objects objects,
            @Nullable Instant goneAt) {}

    /** Its files there. */
    record Objects(String bucket, String folder, List<String> files) {

        Objects {
            files = List.copyOf(files);
        }

        String key(String file) {
            return folder + "/" + file;
        }

        List<String> keys() {
            return files.stream().map(this::key).toList();
        }
    }

    /** A site of which there is something to look after. */
    record Subject(TeamId team, SiteId site) {}

    /**
     * In the transaction that ends the job. What its keys begin with is what we ordered; the agent only says that it sent
     * something, and how the files are called.
     */
    @EventListener
    void note(AgentJobEnded ended) {
        if (!store.isNamed()) return;
        jdbc.sql("""
                insert into bench_backup (id, team_id, site_id, made_at, bucket, folder, files)
                select id, team_id, site_id, ended_at, :bucket, :folder || site_id,
                    (select coalesce(jsonb_agg(file.value ->> 'file'), '[]') from jsonb_each(told #> '{data,backups}') file)
                from agent_job
                where id = :id and type = 'BACKUP_SITE' and state = 'SUCCESS' and site_id is not null
                  and jsonb_typeof(told #> '{data,backups}') = 'object'
                  and jsonb_typeof(told #> '{data,offsite}') = 'object' and told #> '{data,offsite}' <> '{}'
                on conflict (id) do nothing
                """)
                .param("id", ended.job())
                .param("bucket", store.bucket())
                .param("folder", store.folder())
                .update();
    }

    /** Those of these jobs that went to the store, by id. */
    Map<UUID, Kept> of(Collection<UUID> jobs) {
        return jdbc
                .sql("select * from bench_backup where id = any (?)")
                .param(jobs.toArray(UUID[]::new))
                .query(this::kept)
                .list()
                .stream()
                .collect(Collectors.toMap(Kept::id, Function.identity()));
    }

    /** Newest first. */
    List<Kept> left(Subject subject) {
        return jdbc.sql("""
                        select * from bench_backup where team_id = ? and site_id = ? and gone_at is null
                        order by made_at desc, id
                        """)
                .params(subject.team().value(), subject.site().value())
                .query(this::kept)
                .list();
    }

    /** Whoever has backups in the store, or had and is not noted as gone. */
    List<Subject> subjects() {
        return jdbc.sql("""
                        select distinct team_id, site_id from bench_backup kept
                        where gone_at is null
                          or exists (select 1 from bench_site s where s.site_id = kept.site_id and s.gone_at is null)
                        """)
                .query((row, _) -> new Subject(
                        new TeamId(row.getObject("team_id", UUID.class)),
                        new SiteId(row.getObject("site_id", UUID.class))))
                .list();
    }

    /** They are what somebody goes back to: they stay, however many newer ones there are, until they are released. */
    void hold(List<UUID> ids) {
        hold(ids, true);
    }

    void release(List<UUID> ids) {
        hold(ids, false);
    }

    private void hold(List<UUID> ids, boolean held) {
        jdbc.sql("update bench_backup set held = ? where id = any (?)")
                .params(held, ids.toArray(UUID[]::new))
                .update();
    }

    /** None of the site has to stay for that any more. */
    void release(Site site) {
        jdbc.sql("update bench_backup set held = false where team_id = ? and site_id = ? and held")
                .params(site.team().value(), site.id().value())
                .update();
    }

    /** Which of the site's stay whatever their age. */
    Set<UUID> held(Subject subject) {
        return Set.copyOf(jdbc.sql("select id from bench_backup where team_id = ? and site_id = ? and held")
                .params(subject.team().value(), subject.site().value())
                .query(UUID.class)
                .list());
    }

    /** What is in the store is nobody's to remove from now on. */
    @EventListener
    void leave(BenchSites.LetGo event) {
        jdbc.sql("update bench_backup set gone_at = now() where site_id = ? and gone_at is null")
                .param(event.site().value())
                .update();
    }

    void gone(UUID id, Instant at) {
        jdbc.sql("update bench_backup set gone_at = ? where id = ? and gone_at is null")
                .params(Timestamp.from(at), id)
                .update();
    }

    /** Nothing of the site is left; false where that was noted before. */
    boolean siteGone(Site site, Instant at) {
        return jdbc.sql("update bench_site set gone_at = ? where team_id = ? and site_id = ? and gone_at is null")
                        .params(
                                Timestamp.from(at),
                                site.team().value(),
                                site.id().value())
                        .update()
                > 0;
    }

    /** When that was, if it was. */
    Optional<Instant> siteGoneAt(Site site) {
        return jdbc.sql("select gone_at from bench_site where team_id = ? and site_id = ? and gone_at is not null")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> row.getTimestamp("gone_at").toInstant())
                .optional();
    }

    private Kept kept(ResultSet row, int number) throws SQLException {
        var gone = row.getTimestamp("gone_at");
        var files = json.readValue(row.getString("files"), NAMES).stream()
                .filter(BackupLinks::isPlain)
                .toList();
        return new Kept(
                row.getObject("id", UUID.class),
                new TeamId(row.getObject("team_id", UUID.class)),
                new SiteId(row.getObject("site_id", UUID.class)),
                row.getTimestamp("made_at").toInstant(),
                new Objects(row.getString("bucket"), row.getString("folder"), files),
                gone == null ? null : gone.toInstant());
    }
}
