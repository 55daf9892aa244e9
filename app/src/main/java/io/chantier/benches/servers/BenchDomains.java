package io.chantier.benches.servers;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.chantier.ingress.RoutesChanged;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Under which names besides their own the benches are to answer for our sites, and do, as their agents have confirmed it. */
@Repository
public class BenchDomains {

    private static final TypeReference<TreeSet<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Asked>> MARKS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    BenchDomains(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /**
     * What was confirmed last.
     *
     * @param names besides the site's own on the bench
     * @param hostName what the site was told to call itself; null where it was told nothing since it was made
     */
    public record Answered(
            SortedSet<String> names, @Nullable String hostName) {

        public Answered {
            names = new TreeSet<>(names);
        }
    }

    /**
     * What was ordered for a name.
     *
     * @param mark of these orders
     * @param remover the job that ordered its removal last; empty before its removal began
     */
    public record Asked(UUID mark, Optional<UUID> remover) {

        @JsonCreator
        static Asked of(String text) {
            var parts = text.split("/", 2);
            return new Asked(
                    UUID.fromString(parts[0]),
                    parts.length == 1 ? Optional.empty() : Optional.of(UUID.fromString(parts[1])));
        }
    }

    /**
     * A site as it stands here, for whoever looks through all of them.
     *
     * @param asked names that its agent may have got the order to add
     */
    public record Line(
            TeamId team,
            SiteId site,
            Slug slug,
            BenchSites.Home home,
            Answered answered,
            SortedMap<String, Asked> asked) {

        /** Whether the removal of a name has begun, so that it has to be over before the name is added again. */
        public boolean isLeaving(String name) {
            return Optional.ofNullable(asked.get(name)).flatMap(Asked::remover).isPresent();
        }
    }

    public Optional<Answered> of(Site site) {
        return jdbc.sql("select domains, host_name from bench_site where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> answered(row.getString("domains"), row.getString("host_name")))
                .optional();
    }

    /** The names of those of many sites that have any, by one question. */
    Map<SiteId, Set<String>> of(Collection<Site> sites) {
        return jdbc
                .sql("""
                select site_id, domains from bench_site
                where site_id = any (?) and team_id = any (?) and domains <> '[]'
                """)
                .params(
                        sites.stream().map(site -> site.id().value()).toArray(UUID[]::new),
                        sites.stream()
                                .map(site -> site.team().value())
                                .distinct()
                                .toArray(UUID[]::new))
                .query((row, _) -> Map.<SiteId, Set<String>>entry(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        json.readValue(row.getString("domains"), NAMES)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<Line> all() {
        return lines(null);
    }

    public Optional<Line> find(UUID site) {
        return lines(site).stream().findFirst();
    }

    private List<Line> lines(@Nullable UUID only) {
        return jdbc.sql("select * from bench_site where slug is not null and (:site::uuid is null or site_id = :site)")
                .param("site", only)
                .query((row, _) -> {
                    var site = new SiteId(row.getObject("site_id", UUID.class));
                    return new Line(
                            new TeamId(row.getObject("team_id", UUID.class)),
                            site,
                            new Slug(row.getString("slug")),
                            new BenchSites.Home(
                                    site,
                                    row.getObject("bench_id", UUID.class),
                                    row.getString("host"),
                                    row.getBoolean("adopted")),
                            answered(row.getString("domains"), row.getString("host_name")),
                            json.readValue(row.getString("asked"), MARKS));
                })
                .list();
    }

    /** Whoever leads visitors, or says where the site is, reads it anew at the commit. */
    @Transactional
    public void note(Site site, Answered answered) {
        int changed = jdbc.sql("""
                        update bench_site set domains = :names::jsonb, host_name = :host
                        where team_id = :team and site_id = :site
                          and (domains <> :names::jsonb or host_name is distinct from :host)
                        """)
                .param("names", json.writeValueAsString(answered.names()))
                .param("host", answered.hostName())
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
        if (changed > 0) events.publishEvent(new RoutesChanged(site.id().value()));
    }

    /**
     * From the commit on, the name is known as one that the agent may have got, which is to be before it is ordered.
     *
     * @return with the same mark until the name is {@linkplain #forget forgotten}
     */
    @Transactional
    public Asked ask(Site site, String name) {
        return jdbc.sql("""
                        update bench_site set asked = jsonb_build_object(:name::text, :mark::text) || asked
                        where team_id = :team and site_id = :site
                        returning asked ->> :name::text
                        """)
                .param("name", name)
                .param("mark", UUID.randomUUID().toString())
                .param("team", site.team().value())
                .param("site", site.id().value())
                .query((row, _) -> Asked.of(row.getString(1)))
                .single();
    }

    /** From the commit on, the removal of the name has begun; it is this job that orders it. */
    @Transactional
    public void leave(Site site, String name, UUID remover) {
        jdbc.sql("""
                        update bench_site
                        set asked = jsonb_set(asked, array[:name::text],
                            to_jsonb(split_part(asked ->> :name::text, '/', 1) || '/' || :remover::text))
                        where team_id = :team and site_id = :site and jsonb_exists(asked, :name::text)
                        """)
                .param("name", name)
                .param("remover", remover.toString())
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
    }

    /** The agent has none of these any more. */
    @Transactional
    public void forget(Site site, Collection<String> names) {
        var all = names.toArray(String[]::new);
        jdbc.sql("update bench_site set asked = asked - :names::text[] where team_id = :team and site_id = :site")
                .param("names", all)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
        int changed = jdbc.sql("""
                        update bench_site set domains = domains - :names::text[]
                        where team_id = :team and site_id = :site and jsonb_exists_any(domains, :names::text[])
                        """)
                .param("names", all)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
        if (changed > 0) events.publishEvent(new RoutesChanged(site.id().value()));
    }

    /** It has another name on its bench; what it calls itself there is to be read anew, where it was told that. */
    @Transactional
    public void renamed(Site site, String host) {
        int changed = jdbc.sql("""
                        update bench_site
                        set host = :host, host_name = case when host_name is null then null else '' end
                        where team_id = :team and site_id = :site and host <> :host
                        """)
                .param("host", host)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .update();
        if (changed > 0) events.publishEvent(new RoutesChanged(site.id().value()));
    }

    private Answered answered(String names, @Nullable String hostName) {
        return new Answered(json.readValue(names, NAMES), hostName);
    }
}
