package io.chantier.sites;

import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All sites. Nobody reaches another team's: every question names the team that asks. */
@Repository
public class Sites {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Sites(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /** The answer to a new draft. */
    public sealed interface Drafting {
        record Drafted(Site site) implements Drafting {}

        /** Somebody, perhaps of another team, has this slug. */
        record SlugTaken(Slug slug) implements Drafting {}
    }

    /**
     * Which sites to list, newest first.
     *
     * @param text part of name, slug or old address, any case, with or without accents; empty for all
     * @param after the last site of the page before
     */
    public record Query(
            String text,
            @Nullable SiteState state,
            @Nullable SiteId after,
            int limit) {
        public static final Query ALL = new Query("", null, null, 50);
    }

    /** Makes the site; a slug that is taken meanwhile leaves the caller's transaction as good as it was. */
    @Transactional
    public Drafting draft(Site site) {
        int made = jdbc.sql("""
                        insert into site (id, team_id, slug, kind, state, name, source_url, language, wishes, created_at)
                        values (:id, :team, :slug, :kind, :state, :name, :source, :language, :wishes::jsonb, :created)
                        on conflict (slug) do nothing
                        """)
                .param("id", site.id().value())
                .param("team", site.team().value())
                .param("slug", site.slug().value())
                .param("kind", site.kind().name())
                .param("state", site.state().name())
                .param("name", site.name())
                .param("source", site.profile().sourceUrl())
                .param("language", site.profile().language())
                .param("wishes", json.writeValueAsString(site.profile().wishes()))
                .param("created", java.sql.Timestamp.from(site.createdAt()))
                .update();
        if (made == 0) return new Drafting.SlugTaken(site.slug());
        events.publishEvent(new SiteEvent.Created(site));
        return new Drafting.Drafted(site);
    }

    /** The names of all sites, of whatever team, that are this one or this one with something behind a dash. */
    Set<String> takenLike(Slug slug) {
        return jdbc.sql("select slug from site where slug = ? or starts_with(slug, ?)")
                .params(slug.value(), slug + "-")
                .query(String.class)
                .set();
    }

    public Optional<Site> find(TeamId team, Slug slug) {
        return jdbc.sql("select * from site where team_id = ? and slug = ?")
                .params(team.value(), slug.value())
                .query(this::site)
                .optional();
    }

    public Optional<Site> find(TeamId team, SiteId id) {
        return jdbc.sql("select * from site where team_id = ? and id = ?")
                .params(team.value(), id.value())
                .query(this::site)
                .optional();
    }

    /** As it is compared: {@code lefevre} is found in {@code Lefèvre}. */
    private static String plain(String text) {
        return Normalizer.normalize(text.replace("\0", ""), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    public List<Site> list(TeamId team, Query query) {
        var text = plain(query.text());
        return jdbc.sql("""
                        select * from site
                        where team_id = :team
                          and (:state::text is null or state = :state::text)
                          and (:state::text is not null or state <> 'ARCHIVED' or :text <> '')
                          and (:text = '' or slug like :like or lower(source_url) like :like
                               or regexp_replace(normalize(lower(name), NFD), U&'[\\0300-\\036F]', '', 'g') like :like)
                          and (:after::uuid is null or (created_at, id) <
                               (select created_at, id from site where id = :after::uuid and team_id = :team))
                        order by created_at desc, id desc
                        limit :limit
                        """)
                .param("team", team.value())
                .param(
                        "state",
                        Optional.ofNullable(query.state()).map(SiteState::name).orElse(null))
                .param("text", text)
                .param(
                        "like",
                        "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .param(
                        "after",
                        Optional.ofNullable(query.after()).map(SiteId::value).orElse(null))
                .param("limit", query.limit())
                .query(this::site)
                .list();
    }

    /** What is known of each of the team's sites without what was wished for it, newest first: for lists of hundreds. */
    public List<SiteSummary> summaries(TeamId team) {
        return jdbc.sql("""
                        select id, slug, name, source_url, language, state, revision, problem_code, problem_arguments,
                            created_at
                        from site where team_id = ? order by created_at desc, id desc
                        """).param(team.value()).query(this::summary).list();
    }

    /** Those of the team's sites that have one of these names, by name; one question however many there are. */
    public List<Site> find(TeamId team, Collection<Slug> slugs) {
        return jdbc.sql("select * from site where team_id = ? and slug = any(?::text[]) order by slug")
                .params(team.value(), slugs.stream().map(Slug::value).toArray(String[]::new))
                .query(this::site)
                .list();
    }

    /** Those whose last work failed, also where the release before it is still online; newest first. */
    public List<Site> inTrouble(TeamId team, int limit) {
        return jdbc.sql("""
                        select * from site where team_id = ? and problem_code is not null and state <> 'ARCHIVED'
                        order by created_at desc, id desc limit ?
                        """).params(team.value(), limit).query(this::site).list();
    }

    public Map<SiteState, Long> countByState(TeamId team) {
        return jdbc
                .sql("select state, count(*) as n from site where team_id = ? group by state")
                .param(team.value())
                .query((row, _) -> Map.entry(SiteState.valueOf(row.getString("state")), row.getLong("n")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Changes a site by what its own methods allow, one change at a time per site.
     *
     * @throws Site.NotAllowed when the site's state does not allow it; nothing is changed then
     * @throws java.util.NoSuchElementException when the team has no such site
     */
    @Transactional
    public Site change(TeamId team, SiteId id, UnaryOperator<Site> change) {
        var before = lock(team, id);
        var after = change.apply(before);
        if (after.equals(before)) return before;
        save(after);
        events.publishEvent(new SiteEvent.Changed(after, before.state()));
        return after;
    }

    /**
     * The site as it is now; whoever else changes or locks it waits until the caller's transaction ends.
     *
     * @throws java.util.NoSuchElementException when the team has no such site
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Site lock(TeamId team, SiteId id) {
        return jdbc.sql("select * from site where team_id = ? and id = ? for update")
                .params(team.value(), id.value())
                .query(this::site)
                .optional()
                .orElseThrow(() -> new java.util.NoSuchElementException("No such site: " + id));
    }

    @Transactional
    public void delete(Site site) {
        events.publishEvent(new SiteEvent.Deleted(site));
        jdbc.sql("delete from site where team_id = ? and id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private void save(Site site) {
        var problem = site.status().problem();
        jdbc.sql("""
                        update site set state = :state, state_before = :before, name = :name, source_url = :source,
                            language = :language, wishes = :wishes::jsonb, revision = :revision, problem_code = :code,
                            problem_arguments = :arguments::jsonb, updated_at = now()
                        where id = :id and team_id = :team
                        """)
                .param("id", site.id().value())
                .param("team", site.team().value())
                .param("state", site.state().name())
                .param(
                        "before",
                        Optional.ofNullable(site.status().before())
                                .map(SiteState::name)
                                .orElse(null))
                .param("name", site.name())
                .param("source", site.profile().sourceUrl())
                .param("language", site.profile().language())
                .param("wishes", json.writeValueAsString(site.profile().wishes()))
                .param("revision", site.status().revision())
                .param("code", problem == null ? null : problem.code())
                .param("arguments", json.writeValueAsString(problem == null ? Map.of() : problem.arguments()))
                .update();
    }

    private SiteSummary summary(ResultSet row, int number) throws SQLException {
        return new SiteSummary(
                new SiteId(row.getObject("id", UUID.class)),
                new Slug(row.getString("slug")),
                new SiteSummary.About(row.getString("name"), row.getString("source_url"), row.getString("language")),
                SiteState.valueOf(row.getString("state")),
                row.getString("revision"),
                problem(row),
                row.getTimestamp("created_at").toInstant());
    }

    private @Nullable SiteProblem problem(ResultSet row) throws SQLException {
        var code = row.getString("problem_code");
        return code == null ? null : new SiteProblem(code, json.readValue(row.getString("problem_arguments"), TEXTS));
    }

    private Site site(ResultSet row, int number) throws SQLException {
        var before = row.getString("state_before");
        return new Site(
                new SiteId(row.getObject("id", UUID.class)),
                new TeamId(row.getObject("team_id", UUID.class)),
                new Slug(row.getString("slug")),
                SiteKind.valueOf(row.getString("kind")),
                new Site.Profile(
                        row.getString("name"),
                        row.getString("source_url"),
                        row.getString("language"),
                        json.readValue(row.getString("wishes"), Wishes.class)),
                new Site.Status(
                        SiteState.valueOf(row.getString("state")),
                        before == null ? null : SiteState.valueOf(before),
                        row.getString("revision"),
                        problem(row)),
                row.getTimestamp("created_at").toInstant());
    }
}
