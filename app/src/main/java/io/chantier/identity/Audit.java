package io.chantier.identity;

import io.chantier.values.TeamId;
import io.chantier.web.Cursor;
import io.chantier.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who did what, to what, when. Lines are only ever added; the database refuses anything else. */
@Repository
public class Audit {

    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Clock clock;

    Audit(JdbcClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * One line of the trail.
     *
     * @param actor null where the installation itself acted
     * @param action a stable key such as {@code site.publish}; its words are {@code audit.<action>}
     * @param subject what it was done to: a site's id, a member's, {@code settings}
     */
    public record AuditEvent(
            UUID id,
            Instant at,
            @Nullable UUID actor,
            String actorName,
            String action,
            String subject,
            Map<String, String> details) {}

    /** Writes what a person did for their team; part of the caller's transaction where there is one. */
    public void write(Caller actor, String action, String subject, Map<String, String> details) {
        write(actor.account(), actor.name(), actor.team(), action, subject, details);
    }

    /** Writes what the installation did by itself, a job for example. */
    public void write(TeamId team, String action, String subject, Map<String, String> details) {
        write(null, "Chantier", team, action, subject, details);
    }

    void write(
            @Nullable UUID actor,
            String actorName,
            TeamId team,
            String action,
            String subject,
            Map<String, String> details) {
        database.sql("""
                        insert into audit_event (id, team_id, at, actor_id, actor_name, action, subject, details)
                        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .params(UUID.randomUUID(), team.value(), Timestamp.from(clock.instant()))
                .param(actor)
                .params(actorName, action, subject, json.writeValueAsString(details))
                .update();
    }

    /** Of each subject the newest event of one of these kinds up to a moment of its own, in one question. */
    public List<AuditEvent> newest(TeamId team, Map<String, Instant> subjects, Collection<String> actions) {
        return database.sql("""
                        select newest.* from unnest(:subjects::text[], :until::timestamptz[]) as wanted(subject, until)
                        cross join lateral (
                            select id, at, actor_id, actor_name, action, subject, details from audit_event
                            where team_id = :team and subject = wanted.subject and action = any(:actions::text[])
                              and at <= wanted.until
                            order by at desc, id desc limit 1) newest
                        """)
                .param("team", team.value())
                .param("subjects", subjects.keySet().toArray(String[]::new))
                .param(
                        "until",
                        subjects.values().stream().map(Instant::toString).toArray(String[]::new))
                .param("actions", actions.toArray(String[]::new))
                .query(this::event)
                .list();
    }

    /** The events of a subject in which this detail has one of these values; newest first. */
    public List<AuditEvent> naming(TeamId team, String subject, String detail, Collection<String> values) {
        return database.sql("""
                        select id, at, actor_id, actor_name, action, subject, details from audit_event
                        where team_id = :team and subject = :subject and details ->> :detail = any(:values::text[])
                        order by at desc, id desc
                        """)
                .param("team", team.value())
                .param("subject", subject)
                .param("detail", detail)
                .param("values", values.toArray(String[]::new))
                .query(this::event)
                .list();
    }

    /** The newest events of a subject of one of these kinds; newest first. */
    public List<AuditEvent> ofKinds(TeamId team, String subject, Collection<String> actions, int limit) {
        return database.sql("""
                        select id, at, actor_id, actor_name, action, subject, details from audit_event
                        where team_id = :team and subject = :subject and action = any(:actions::text[])
                        order by at desc, id desc limit :limit
                        """)
                .param("team", team.value())
                .param("subject", subject)
                .param("actions", actions.toArray(String[]::new))
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    /**
     * Newest first.
     *
     * @param subject null for everything of the team
     */
    public Page<AuditEvent> list(TeamId team, @Nullable String subject, @Nullable String after, int limit) {
        var from = Cursor.read(after, 2);
        var found = database.sql("""
                        select id, at, actor_id, actor_name, action, subject, details from audit_event
                        where team_id = :team and (:subject::text is null or subject = :subject)
                          and (:at::timestamptz is null or (at, id) < (:at::timestamptz, :id::uuid))
                        order by at desc, id desc limit :limit
                        """)
                .param("team", team.value())
                .param("subject", subject)
                .param("at", from == null ? null : Timestamp.from(from.instant(0)))
                .param("id", from == null ? null : from.uuid(1))
                .param("limit", limit + 1)
                .query(this::event)
                .list();
        return Page.of(found, limit, event -> Cursor.at(event.at(), event.id()));
    }

    private AuditEvent event(ResultSet row, int number) throws SQLException {
        return new AuditEvent(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"),
                row.getString("action"),
                row.getString("subject"),
                json.readValue(row.getString("details"), DETAILS));
    }
}
