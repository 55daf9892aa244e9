package io.chantier.benches.servers;

import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which bench each of our sites lives on, and under which name. */
@Repository
public class BenchSites {

    private final JdbcClient jdbc;

    BenchSites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where a site lives.
     *
     * @param host its name on the bench
     * @param adopted whether it was there before us
     */
    public record Home(SiteId site, UUID bench, String host, boolean adopted) {}

    /** A site that was there before us is no longer ours; it lives on with what it has. */
    public record LetGo(SiteId site) {}

    public Optional<Home> of(Site site) {
        return jdbc.sql("select * from bench_site where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> new Home(
                        site.id(),
                        row.getObject("bench_id", UUID.class),
                        row.getString("host"),
                        row.getBoolean("adopted")))
                .optional();
    }

    /** The hosts of those of many sites that were there before us, by one question. */
    Map<SiteId, String> adoptedHostsOf(Collection<Site> sites) {
        return jdbc
                .sql("select site_id, host from bench_site where site_id = any (?) and team_id = any (?) and adopted")
                .params(
                        sites.stream().map(site -> site.id().value()).toArray(UUID[]::new),
                        sites.stream()
                                .map(site -> site.team().value())
                                .distinct()
                                .toArray(UUID[]::new))
                .query((row, _) -> Map.entry(new SiteId(row.getObject("site_id", UUID.class)), row.getString("host")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** False where the bench has this host for another of our sites. */
    public boolean put(Site site, UUID bench, String host, boolean adopted) {
        return jdbc.sql("""
                        insert into bench_site (site_id, team_id, bench_id, host, adopted, slug, standing, came_at)
                        values (?, ?, ?, ?, ?, ?, ?, case when ? then now() end)
                        on conflict (bench_id, host) do nothing
                        """)
                        .params(
                                site.id().value(),
                                site.team().value(),
                                bench,
                                host,
                                adopted,
                                site.slug().value(),
                                adopted ? "ONLINE" : "COMING",
                                adopted)
                        .update()
                > 0;
    }

    /** It is there from now on, and has been seen. */
    public void came(Site site) {
        jdbc.sql("update bench_site set came_at = coalesce(came_at, now()) where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    /** It is off its bench: it takes no place any more, while what was noted about it stays. */
    public void left(Site site) {
        jdbc.sql("update bench_site set left_at = coalesce(left_at, now()) where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    /** Whether it ever was there, whatever became of it. */
    public boolean hasCome(Site site) {
        return jdbc.sql("""
                        select exists (select 1 from bench_site
                            where team_id = ? and site_id = ? and came_at is not null)
                        """)
                .params(site.team().value(), site.id().value())
                .query(Boolean.class)
                .single();
    }

    /** It is a copy of this one, to try things out. */
    public void markCopy(Site site, Slug original) {
        jdbc.sql("update bench_site set copy_of = ? where team_id = ? and site_id = ?")
                .params(original.value(), site.team().value(), site.id().value())
                .update();
    }

    /** The slug of the site that this one is a copy of; that one may be gone. */
    public Optional<Slug> copyOf(Site site) {
        return jdbc.sql("select copy_of from bench_site where team_id = ? and site_id = ? and copy_of is not null")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> new Slug(row.getString("copy_of")))
                .optional();
    }

    /** Whether any bench of any server lists it, or any site of ours has it, answers to it, or may. */
    public boolean isTaken(String host) {
        return isTaken(host, null);
    }

    /** The same with what the site itself has left out. */
    public boolean isTakenByAnother(Site site, String host) {
        return isTaken(host, site.id().value());
    }

    private boolean isTaken(String host, @Nullable UUID but) {
        return jdbc.sql("""
                        select exists (select 1 from bench where sites @> to_jsonb(:host::text))
                            or exists (select 1 from bench_site
                                where (host = :host or domains @> to_jsonb(:host::text) or jsonb_exists(asked, :host))
                                  and site_id is distinct from :but::uuid)
                        """)
                .param("host", host)
                .param("but", but)
                .query(Boolean.class)
                .single();
    }

    /**
     * Whether its bench answers for the site under names that it has from us, or may; none comes before the caller's commit. What
     * a server has that nobody has heard of for a day is no reason to keep the site: it may never come back.
     */
    boolean isNamed(Site site) {
        return jdbc.sql("""
                        select (asked <> '{}' or domains <> '[]') and standing <> 'ARCHIVED'
                            and bench_server.seen_at > now() - interval '1 day'
                        from bench_site join bench on bench.id = bench_id
                            join bench_server on bench_server.id = bench.server_id
                        where team_id = ? and site_id = ? for update of bench_site
                        """)
                .params(site.team().value(), site.id().value())
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    /** A site of ours that a bench had before us. */
    record Adopted(TeamId team, SiteId site) {}

    Optional<Adopted> adopted(UUID bench, String host) {
        return jdbc.sql("select team_id, site_id from bench_site where bench_id = ? and host = ? and adopted")
                .params(bench, host)
                .query((row, _) -> new Adopted(
                        new TeamId(row.getObject("team_id", UUID.class)),
                        new SiteId(row.getObject("site_id", UUID.class))))
                .optional();
    }

    /** What the benches of the team's sites have. */
    public SortedSet<String> appsAround(TeamId team) {
        return new TreeSet<>(
                jdbc.sql("""
                        select distinct jsonb_object_keys(bench.apps) from bench_site join bench on bench.id = bench_site.bench_id
                        where bench_site.team_id = ? and bench_site.left_at is null
                        """).param(team.value()).query(String.class).list());
    }

    /** Those of the hosts of a bench that are ours and were there before us. */
    public List<String> adoptedOn(UUID bench) {
        return jdbc.sql("select host from bench_site where bench_id = ? and adopted order by host")
                .param(bench)
                .query(String.class)
                .list();
    }

    /** It lives on another bench from now on. */
    public void move(Site site, UUID bench) {
        jdbc.sql("update bench_site set bench_id = ? where team_id = ? and site_id = ?")
                .params(bench, site.team().value(), site.id().value())
                .update();
    }

    /** Those of the hosts of a bench that are sites of ours, of whatever team. */
    public List<String> takenOn(UUID bench) {
        return jdbc.sql("select host from bench_site where bench_id = ? order by host")
                .param(bench)
                .query(String.class)
                .list();
    }

    /** How many take a place on each server; one that has none is left out. */
    Map<UUID, Integer> counts() {
        return jdbc
                .sql("""
                        select server_id, count(*) sites from bench_site join bench on bench.id = bench_id
                        where left_at is null group by server_id
                        """)
                .query((row, _) -> Map.entry(row.getObject("server_id", UUID.class), row.getInt("sites")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The servers on which something of our sites is kept, be it of such as are off their bench. */
    Set<UUID> servers() {
        return jdbc.sql("select distinct server_id from bench_site join bench on bench.id = bench_id")
                .query(UUID.class)
                .set();
    }

    /** How many the team has had made here; those that were there before us and those that are off their bench do not count. */
    public int countOf(TeamId team) {
        return jdbc.sql("select count(*) from bench_site where team_id = ? and not adopted and left_at is null")
                .param(team.value())
                .query(Integer.class)
                .single();
    }

    @EventListener
    void forget(SiteEvent.Deleted event) {
        forget(event.site().team(), event.site().id());
    }

    private void forget(TeamId team, SiteId site) {
        jdbc.sql("delete from bench_site where team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .update();
    }
}
