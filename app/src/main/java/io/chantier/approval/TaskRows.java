package io.chantier.approval;

import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tasks of the teams. */
@Repository
class TaskRows {

    private static final String ALL = """
            select t.*, r.person from review_task t join review r on r.id = t.review_id and r.team_id = t.team_id
            """;

    private final JdbcClient database;
    private final Clock clock;

    TaskRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One task for each job that was held back, however often it is told. */
    boolean add(Review review, Task.Kind kind, Task.Place place, String words, @Nullable UUID job) {
        var now = Timestamp.from(clock.instant());
        return database.sql("""
                        insert into review_task (id, team_id, site_id, review_id, kind, page, page_label, section,
                          section_type, section_title, number, words, state, job, created_at, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?)
                        on conflict (job) do nothing
                        """)
                        .params(
                                UUID.randomUUID(),
                                review.team().value(),
                                review.site().value(),
                                review.id())
                        .params(kind.name(), place.page(), place.label(), place.section())
                        .params(place.type(), place.title(), review.shown().number(), words)
                        .param(job)
                        .params(now, now)
                        .update()
                > 0;
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

    /** How many are open of each site of a team. */
    Map<SiteId, Integer> open(TeamId team) {
        var open = new LinkedHashMap<SiteId, Integer>();
        database.sql("""
                        select site_id, count(*) as open from review_task where team_id = ? and state = 'OPEN'
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
                row.getObject("job", UUID.class));
    }
}
