package io.chantier.approval;

import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of the teams. */
@Repository
class TaskRows {

    private static final String ALL = """
            select t.*, r.person from review_task t join review r on r.id = t.review_id and r.team_id = t.team_id
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient database;
    private final Clock clock;

    TaskRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One task for each job that was held back, however often it is told. */
    boolean add(Review review, Task.Kind kind, Task.Place place, String words, @Nullable UUID job) {
        return add(UUID.randomUUID(), review, kind, place, words, job);
    }

    private boolean add(UUID id, Review review, Task.Kind kind, Task.Place place, String words, @Nullable UUID job) {
        var now = now();
        return database.sql("""
                        insert into review_task (id, team_id, site_id, review_id, kind, page, page_label, section,
                          section_type, section_title, number, words, state, job, created_at, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?)
                        on conflict (job) do nothing
                        """)
                        .params(id, review.team().value(), review.site().value(), review.id())
                        .params(kind.name(), place.page(), place.label(), place.section())
                        .params(place.type(), place.title(), review.shown().number(), words)
                        .param(job)
                        .params(now, now)
                        .update()
                > 0;
    }

    /** What a client says. */
    UUID comment(Review review, Task.Place place, String words) {
        var id = UUID.randomUUID();
        add(id, review, Task.Kind.COMMENT, place, words, null);
        return id;
    }

    /** Open ones first, then the newest. */
    List<Task> of(Site site) {
        return database.sql(ALL + """
                        where t.team_id = ? and t.site_id = ?
                        order by t.state in ('ANSWERED', 'DONE'), t.created_at desc, t.id limit 500
                        """)
                .params(site.team().value(), site.id().value())
                .query((row, _) -> task(row))
                .list();
    }

    /** What one person sees of their own, newest first. */
    List<Task> of(Review review) {
        return database.sql(ALL + """
                        where t.team_id = ? and t.review_id = ? and t.kind = 'COMMENT'
                        order by t.created_at desc, t.id limit 200
                        """)
                .params(review.team().value(), review.id())
                .query((row, _) -> task(row))
                .list();
    }

    Optional<Task> find(Site site, UUID id) {
        return database.sql(ALL + "where t.team_id = ? and t.site_id = ? and t.id = ?")
                .params(site.team().value(), site.id().value(), id)
                .query((row, _) -> task(row))
                .optional();
    }

    int since(Review review, Duration ago) {
        return database.sql("select count(*) from review_task where team_id = ? and review_id = ? and created_at > ?")
                .params(
                        review.team().value(),
                        review.id(),
                        Timestamp.from(clock.instant().minus(ago)))
                .query(Integer.class)
                .single();
    }

    void reply(Site site, UUID id, Task.Reply reply) {
        database.sql("""
                        update review_task set state = ?, answer = ?, answered_by = ?, changed_at = ?
                        where team_id = ? and site_id = ? and id = ?
                        """)
                .params(reply.state().name(), reply.answer(), reply.by(), Timestamp.from(clock.instant()))
                .params(site.team().value(), site.id().value(), id)
                .update();
    }

    /** The author gets it, on an errand of its own. */
    void handOver(Site site, UUID id, long budgetMicros, String by) {
        database.sql("""
                        update review_task set state = 'WITH_AUTHOR', errand = ?, budget_micro = ?,
                          answered_by = case when answer = '' then ? else answered_by end,
                          spent_before_micro = spent_micro, problem = null, changed_at = ?
                        where team_id = ? and site_id = ? and id = ?
                        """)
                .params(UUID.randomUUID(), budgetMicros, by, now())
                .params(site.team().value(), site.id().value(), id)
                .update();
    }

    /** Those of a site that the author has and has not answered, the oldest first. */
    List<Task> withAuthor(Site site) {
        return database.sql(ALL + """
                        where t.team_id = ? and t.site_id = ? and t.state = 'WITH_AUTHOR' order by t.changed_at, t.id
                        """)
                .params(site.team().value(), site.id().value())
                .query((row, _) -> task(row))
                .list();
    }

    /** The sites of all teams of which the author has something. */
    Map<SiteId, TeamId> sitesWithAuthor() {
        var sites = new LinkedHashMap<SiteId, TeamId>();
        database.sql("""
                        select team_id, site_id from review_task where state = 'WITH_AUTHOR'
                        group by team_id, site_id order by min(changed_at)
                        """)
                .query((row, _) -> sites.put(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        new TeamId(row.getObject("team_id", UUID.class))))
                .list();
        return sites;
    }

    Optional<Task> onErrand(Site site, UUID errand) {
        return database.sql(ALL + "where t.team_id = ? and t.site_id = ? and t.errand = ?")
                .params(site.team().value(), site.id().value(), errand)
                .query((row, _) -> task(row))
                .optional();
    }

    /**
     * What came of an errand.
     *
     * @param spentMicros by this errand; null where that stands there already
     */
    void returned(Site site, UUID errand, Task.Reply reply, @Nullable Long spentMicros, @Nullable Failure problem) {
        database.sql("""
                        update review_task set state = ?, answer = ?, answered_by = ?,
                          spent_micro = coalesce(spent_before_micro + ?::bigint, spent_micro),
                          problem = ?::jsonb, changed_at = ?
                        where team_id = ? and site_id = ? and errand = ?
                        """)
                .params(reply.state().name(), reply.answer(), reply.by())
                .param(spentMicros)
                .param(problem == null ? null : JSON.writeValueAsString(problem))
                .params(now(), site.team().value(), site.id().value(), errand)
                .update();
    }

    /** What an errand cost that nobody waits for any more; null where that stands there already. */
    void spent(Site site, UUID errand, @Nullable Long micros) {
        database.sql("""
                        update review_task set spent_micro = coalesce(spent_before_micro + ?::bigint, spent_micro)
                        where team_id = ? and site_id = ? and errand = ?
                        """)
                .param(micros)
                .params(site.team().value(), site.id().value(), errand)
                .update();
    }

    /** What the author has cost on behalf of a link, or still may. */
    long committed(Review review) {
        return database.sql("""
                        select coalesce(sum(spent_micro + case when state = 'WITH_AUTHOR' then budget_micro else 0 end), 0)
                        from review_task where team_id = ? and review_id = ?
                        """)
                .params(review.team().value(), review.id())
                .query(Long.class)
                .single();
    }

    /** How many wait for somebody of the agency, of each site of a team. */
    Map<SiteId, Integer> open(TeamId team) {
        var open = new LinkedHashMap<SiteId, Integer>();
        database.sql("""
                        select site_id, count(*) as open from review_task where team_id = ?
                          and state in ('OPEN', 'PROPOSED')
                        group by site_id order by min(created_at)
                        """)
                .param(team.value())
                .query((row, _) -> open.put(new SiteId(row.getObject("site_id", UUID.class)), row.getInt("open")))
                .list();
        return open;
    }

    void forget(Site site) {
        database.sql("delete from review_task where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable Failure problem(@Nullable String json) {
        if (json == null) return null;
        var read = JSON.readTree(json);
        var arguments = new HashMap<String, String>();
        read.path("arguments")
                .properties()
                .forEach(one -> arguments.put(one.getKey(), one.getValue().asString("")));
        return new Failure(read.path("code").asString(""), arguments);
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                row.getObject("review_id", UUID.class),
                row.getString("person"),
                Task.Kind.valueOf(row.getString("kind")),
                new Task.Place(
                        row.getString("page"),
                        row.getString("page_label"),
                        row.getInt("section"),
                        row.getString("section_type"),
                        row.getString("section_title")),
                row.getInt("number"),
                row.getString("words"),
                new Task.Reply(
                        Task.State.valueOf(row.getString("state")),
                        row.getString("answer"),
                        row.getString("answered_by")),
                row.getTimestamp("created_at").toInstant(),
                row.getObject("job", UUID.class),
                new Task.Errand(
                        row.getObject("errand", UUID.class),
                        row.getLong("budget_micro"),
                        row.getLong("spent_micro"),
                        problem(row.getString("problem"))));
    }
}
