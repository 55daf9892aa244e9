package io.chantier.reading;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.facts.CorrectedFact;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was read, per site, and what people decided about it. */
@Repository
public class Sources {

    private static final TypeReference<List<Source.SourcePage>> PAGES = new TypeReference<>() {};
    private static final TypeReference<List<String>> PATHS = new TypeReference<>() {};
    private static final TypeReference<List<Source.Filler>> FILLER = new TypeReference<>() {};
    private static final TypeReference<List<Fact.Place>> PLACES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> PARTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Sources(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Takes the place of what was read before; what people decided about a fact that is still there stays decided. */
    @Transactional
    public Source save(TeamId team, SiteId site, Source source) {
        var decided = decisions(team, site);
        var read = withTold(source, facts(team, site));
        forget(team, site);
        jdbc.sql("""
                        insert into reading_source (site_id, team_id, address, language, pages, look, old_paths, filler)
                        values (:site, :team, :address, :language, :pages::jsonb, :look::jsonb, :paths::jsonb, :filler::jsonb)
                        """)
                .param("site", site.value())
                .param("team", team.value())
                .param("address", source.address())
                .param("language", source.language())
                .param("pages", text(source.pages()))
                .param("look", text(source.look()))
                .param("paths", text(source.oldPaths()))
                .param("filler", text(source.filler()))
                .update();
        var facts = Decisions.applied(read, decided);
        for (var i = 0; i < facts.size(); i++)
            insert(team, site, facts.get(i), i, decided.containsKey(facts.get(i).id()));
        return source.with(facts);
    }

    public Optional<Source> find(TeamId team, SiteId site) {
        return jdbc.sql("select * from reading_source where team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .query((row, _) -> source(row, facts(team, site)))
                .optional();
    }

    public List<Fact> facts(TeamId team, SiteId site) {
        return jdbc.sql("select * from reading_fact where team_id = ? and site_id = ? order by number")
                .params(team.value(), site.value())
                .query(this::fact)
                .list();
    }

    /**
     * In how many kinds of facts the old site contradicts itself and nobody has decided yet, by site: for lists of
     * hundreds.
     */
    public Map<SiteId, Integer> undecided(TeamId team) {
        return jdbc
                .sql("""
                        select one.site_id, count(distinct one.kind) as kinds from reading_fact one
                        where one.team_id = ? and one.standing = 'OTHER' and not exists (
                            select 1 from reading_fact other
                            where other.site_id = one.site_id and other.kind = one.kind and other.decided)
                        group by one.site_id
                        """)
                .param(team.value())
                .query((row, _) -> Map.entry(new SiteId(row.getObject("site_id", UUID.class)), row.getInt("kinds")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A person says that this one is true; what contradicts it steps back. Empty where there is no such fact. */
    @Transactional
    public Optional<Fact> choose(TeamId team, SiteId site, UUID id) {
        return decide(team, site, id, Standing.CHOSEN);
    }

    /** A person says that this is not true; the next best of those that it contradicted is chosen. */
    @Transactional
    public Optional<Fact> reject(TeamId team, SiteId site, UUID id) {
        return decide(team, site, id, Standing.REJECTED);
    }

    /**
     * A person says what is true instead; from then on the fact that was read is not believed, and reading the old site
     * again does not bring it back. Empty where there is no such fact.
     */
    @Transactional
    public Optional<Fact> correct(TeamId team, SiteId site, UUID wrong, Fact right) {
        var known = facts(team, site);
        if (known.stream().noneMatch(fact -> fact.id().equals(wrong))) return Optional.empty();
        if (!wrong.equals(right.id())) decide(team, site, wrong, Standing.REJECTED);
        jdbc.sql("delete from reading_fact where team_id = ? and site_id = ? and id = ?")
                .params(team.value(), site.value(), right.id())
                .update();
        var last = known.size();
        insert(team, site, right, last, true);
        return decide(team, site, right.id(), Standing.CHOSEN);
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        forget(event.site().team(), event.site().id());
    }

    @Transactional
    public void forget(TeamId team, SiteId site) {
        for (var table : List.of("reading_source", "reading_fact")) {
            jdbc.sql("delete from " + table + " where team_id = ? and site_id = ?")
                    .params(team.value(), site.value())
                    .update();
        }
    }

    /** What a person told stays, in place of what the old site says of the same thing. */
    private static List<Fact> withTold(Source source, List<Fact> before) {
        var facts = new ArrayList<>(before.stream()
                .filter(fact -> fact.isChosen() && CorrectedFact.isTold(fact))
                .toList());
        var told = facts.stream().map(Fact::id).collect(Collectors.toSet());
        source.facts().stream().filter(fact -> !told.contains(fact.id())).forEach(facts::add);
        return facts;
    }

    private Optional<Fact> decide(TeamId team, SiteId site, UUID id, Standing standing) {
        var before = facts(team, site);
        if (before.stream().noneMatch(fact -> fact.id().equals(id))) return Optional.empty();
        var decisions = decisions(team, site);
        decisions.put(id, standing);
        if (standing == Standing.CHOSEN) Decisions.withdrawContradicted(before, decisions, id);
        var after = Decisions.applied(before, decisions);
        for (var fact : after) {
            jdbc.sql("update reading_fact set standing = ?, decided = ? where team_id = ? and site_id = ? and id = ?")
                    .params(
                            fact.standing().name(),
                            decisions.containsKey(fact.id()),
                            team.value(),
                            site.value(),
                            fact.id())
                    .update();
        }
        return after.stream().filter(fact -> fact.id().equals(id)).findFirst();
    }

    private Map<UUID, Standing> decisions(TeamId team, SiteId site) {
        return jdbc
                .sql("select id, standing from reading_fact where team_id = ? and site_id = ? and decided")
                .params(team.value(), site.value())
                .query((row, _) ->
                        Map.entry(row.getObject("id", UUID.class), Standing.valueOf(row.getString("standing"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void insert(TeamId team, SiteId site, Fact fact, int number, boolean decided) {
        jdbc.sql("""
                        insert into reading_fact (site_id, id, team_id, number, kind, value, display, places, parts, standing, decided)
                        values (:site, :id, :team, :number, :kind, :value, :display, :places::jsonb, :parts::jsonb, :standing, :decided)
                        on conflict (site_id, id) do nothing
                        """)
                .param("site", site.value())
                .param("id", fact.id())
                .param("team", team.value())
                .param("number", number)
                .param("kind", fact.kind().name())
                .param("value", fact.value())
                .param("display", fact.display())
                .param("places", text(fact.places()))
                .param("parts", text(fact.parts()))
                .param("standing", fact.standing().name())
                .param("decided", decided)
                .update();
    }

    /** PostgreSQL's jsonb knows no NUL. */
    private String text(Object value) {
        return json.writeValueAsString(value).replace("\\u0000", "");
    }

    private Source source(ResultSet row, List<Fact> facts) throws SQLException {
        return new Source(
                row.getString("address"),
                row.getString("language"),
                json.readValue(row.getString("pages"), PAGES),
                new ArrayList<>(facts),
                json.readValue(row.getString("look"), Source.Look.class),
                json.readValue(row.getString("old_paths"), PATHS),
                json.readValue(row.getString("filler"), FILLER));
    }

    private Fact fact(ResultSet row, int number) throws SQLException {
        return new Fact(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("value"),
                row.getString("display"),
                json.readValue(row.getString("places"), PLACES),
                Standing.valueOf(row.getString("standing")),
                json.readValue(row.getString("parts"), PARTS));
    }
}
