package io.chantier.fleet;

import io.chantier.fleet.Batch.Kind;
import io.chantier.fleet.Batch.Line;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.jobs.JobId;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What teams have ordered for many sites at once. */
@Repository
public class Batches {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcTemplate many;
    private final JsonMapper json;

    Batches(JdbcClient jdbc, JdbcTemplate many, JsonMapper json) {
        this.jdbc = jdbc;
        this.many = many;
        this.json = json;
    }

    /** Orders of one team take turns until the caller's transaction ends, so that none misses what another just made. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeTurn(TeamId team) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("chantier fleet " + team)
                .query((_, _) -> team)
                .single();
    }

    @Transactional
    public void save(Batch batch) {
        jdbc.sql("insert into fleet_batch (id, team_id, kind, argument, made_by, created_at) values (?, ?, ?, ?, ?, ?)")
                .params(batch.id(), batch.team().value(), batch.kind().name(), batch.argument(), batch.madeBy())
                .param(java.sql.Timestamp.from(batch.createdAt()))
                .update();
        many.batchUpdate("""
                insert into fleet_batch_line
                    (batch_id, number, team_id, label, outcome, reason, arguments, site_id, job_id)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """, batch.lines(), 100, (row, line) -> {
            row.setObject(1, batch.id());
            row.setInt(2, line.number());
            row.setObject(3, batch.team().value());
            row.setString(4, line.label());
            row.setString(5, line.outcome().name());
            row.setString(6, line.reason());
            row.setString(7, json.writeValueAsString(line.arguments()));
            row.setObject(8, line.site() == null ? null : line.site().value());
            row.setObject(9, line.job() == null ? null : line.job().value());
        });
    }

    public Optional<Batch> find(TeamId team, UUID id) {
        return jdbc.sql("select * from fleet_batch where team_id = ? and id = ?")
                .params(team.value(), id)
                .query((row, _) -> batch(row, lines(team, id)))
                .optional();
    }

    /** Newest first, without their lines. */
    public List<Batch> recent(TeamId team, int limit) {
        return jdbc.sql("select * from fleet_batch where team_id = ? order by created_at desc limit ?")
                .params(team.value(), limit)
                .query((row, _) -> batch(row, List.of()))
                .list();
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        jdbc.sql("update fleet_batch_line set site_id = null, job_id = null where team_id = ? and site_id = ?")
                .params(event.site().team().value(), event.site().id().value())
                .update();
    }

    private List<Line> lines(TeamId team, UUID batch) {
        return jdbc.sql("select * from fleet_batch_line where team_id = ? and batch_id = ? order by number")
                .params(team.value(), batch)
                .query(this::line)
                .list();
    }

    private static Batch batch(ResultSet row, List<Line> lines) throws SQLException {
        return new Batch(
                row.getObject("id", UUID.class),
                new TeamId(row.getObject("team_id", UUID.class)),
                Kind.valueOf(row.getString("kind")),
                row.getString("argument"),
                row.getString("made_by"),
                row.getTimestamp("created_at").toInstant(),
                lines);
    }

    private Line line(ResultSet row, int number) throws SQLException {
        var site = row.getObject("site_id", UUID.class);
        var job = row.getObject("job_id", UUID.class);
        return new Line(
                row.getInt("number"),
                row.getString("label"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("reason"),
                json.readValue(row.getString("arguments"), TEXTS),
                site == null ? null : new SiteId(site),
                job == null ? null : new JobId(job));
    }
}
