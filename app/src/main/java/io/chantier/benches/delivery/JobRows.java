package io.chantier.benches.delivery;

import io.chantier.identity.Vault;
import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.Wire;
import io.chantier.values.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code agent_job}. What has ended never changes again. */
@Repository
class JobRows {

    private static final TypeReference<Map<String, String>> ARGUMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Vault vault;
    private final JsonMapper json;

    JobRows(JdbcClient jdbc, Vault vault, JsonMapper json) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.json = json;
    }

    /**
     * Where an order comes from.
     *
     * @param awaited whether a step waits for the signal of its end
     * @param retryOf the failed job that it repeats
     * @param undoes the job whose work it takes away
     */
    record Origin(
            boolean awaited,
            @Nullable UUID retryOf,
            @Nullable UUID undoes) {}

    /** False where a job of this id is there already. */
    boolean add(UUID id, AgentOrder order, Origin origin, Instant now) {
        var site = order.site();
        return jdbc.sql("""
                        insert into agent_job (id, server_id, team_id, site_id, name, type, method, path, body, state,
                            next_at, deadline, ordered_at, awaited, retry_of, undoes)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'UNDELIVERED', ?, ?, ?, ?, ?, ?)
                        on conflict (id) do nothing
                        """)
                        .params(id, order.server(), order.team().value())
                        .param(site == null ? null : site.value())
                        .params(
                                order.name(),
                                AgentJobType.of(order.name()).name(),
                                order.call().method(),
                                order.call().path(),
                                vault.seal(new Secret(order.call().body().toString()), use(id)),
                                Timestamp.from(now),
                                Timestamp.from(now.plus(order.atMost())),
                                Timestamp.from(now),
                                origin.awaited())
                        .param(origin.retryOf())
                        .param(origin.undoes())
                        .update()
                > 0;
    }

    Optional<OrderedJob> find(UUID id) {
        return jdbc.sql("select * from agent_job where id = ?")
                .param(id)
                .query(reader())
                .optional();
    }

    /** Those of a server that are not over, in the order in which they were ordered. */
    List<OrderedJob> open(UUID server) {
        return jdbc.sql("select * from agent_job where server_id = ? and ended_at is null order by sequence")
                .param(server)
                .query(reader())
                .list();
    }

    /** What was ordered in it; empty where it is gone, or was sealed with another key. */
    Optional<JsonNode> body(UUID id) {
        return jdbc.sql("select body from agent_job where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .filter(text -> !text.isEmpty())
                .flatMap(text -> vault.open(text, use(id)))
                .map(body -> Wire.tree(body.reveal()));
    }

    /** Before it is sent: from now on it may have arrived. False where it is over, or somebody has called it off. */
    boolean sending(UUID id, Instant now) {
        return jdbc.sql("""
                        update agent_job set unsure = true, sent_at = ?, tries = tries + 1, changes = changes + 1
                        where id = ? and state = 'UNDELIVERED' and not cancel_asked
                        """).params(Timestamp.from(now), id).update() > 0;
    }

    void arrived(UUID id, long number, Instant now) {
        jdbc.sql("""
                update agent_job set unsure = false, number = ?, delivered_at = coalesce(delivered_at, ?),
                    state = case when state = 'UNDELIVERED' then 'PENDING' else state end,
                    reason_code = null, reason_arguments = '{}', changes = changes + 1
                where id = ? and ended_at is null
                """).params(number, Timestamp.from(now), id).update();
    }

    /** @param unsure whether it may have arrived all the same */
    void postponed(UUID id, boolean unsure, Failure why, Instant next) {
        jdbc.sql("""
                update agent_job set unsure = ?, next_at = ?, reason_code = ?, reason_arguments = ?::jsonb,
                    changes = changes + 1
                where id = ? and ended_at is null
                """)
                .params(unsure, Timestamp.from(next), why.code(), json.writeValueAsString(why.arguments()), id)
                .update();
    }

    /** The server is not reached: what waits for it says why. */
    void stuck(UUID server, Failure why) {
        jdbc.sql("""
                update agent_job set reason_code = ?, reason_arguments = ?::jsonb, changes = changes + 1
                where server_id = ? and state = 'UNDELIVERED' and reason_code is distinct from ?
                """)
                .params(why.code(), json.writeValueAsString(why.arguments()), server, why.code())
                .update();
    }

    /** It is looked at again then. */
    void later(UUID id, Instant next) {
        jdbc.sql("update agent_job set next_at = ? where id = ? and ended_at is null")
                .params(Timestamp.from(next), id)
                .update();
    }

    /** The job whose work this one takes away. */
    Optional<OrderedJob> undoneBy(UUID id) {
        return jdbc.sql("select first.* from agent_job first join agent_job it on it.undoes = first.id where it.id = ?")
                .param(id)
                .query(reader())
                .optional();
    }

    /** When it was sent last. */
    Optional<Instant> sentAt(UUID id) {
        return jdbc.sql("select sent_at from agent_job where id = ? and sent_at is not null")
                .param(id)
                .query((row, _) -> row.getTimestamp("sent_at").toInstant())
                .optional();
    }

    /** From now on somebody waits for its end; false where it is over. */
    boolean await(UUID id) {
        return jdbc.sql("update agent_job set awaited = true where id = ? and ended_at is null")
                        .param(id)
                        .update()
                > 0;
    }

    /** The agent has no job of ours by this id, although it might have had one. */
    void surelyNotThere(UUID id) {
        jdbc.sql("update agent_job set unsure = false where id = ? and ended_at is null")
                .param(id)
                .update();
    }

    void told(UUID id, AgentJobState state, String told) {
        jdbc.sql("""
                update agent_job set state = :state, told = :told::jsonb, reason_code = null, changes = changes + 1
                where id = :id and ended_at is null
                  and (state <> :state or told is distinct from :told::jsonb or reason_code is not null)
                """)
                .param("state", state.name())
                .param("told", told)
                .param("id", id)
                .update();
    }

    /** Whether a step waits for it; empty where it had ended before. */
    Optional<Boolean> end(UUID id, AgentJobState state, @Nullable Failure why, Instant now) {
        return jdbc.sql("""
                        update agent_job set state = ?, ended_at = ?, reason_code = ?, reason_arguments = ?::jsonb,
                            body = case when ? then '' else body end, unsure = false, changes = changes + 1
                        where id = ? and ended_at is null returning awaited
                        """)
                .params(state.name(), Timestamp.from(now))
                .param(why == null ? null : why.code())
                .params(
                        why == null ? "{}" : json.writeValueAsString(why.arguments()),
                        state == AgentJobState.SUCCESS,
                        id)
                .query(Boolean.class)
                .optional();
    }

    /** False where it is over. */
    boolean askCancel(UUID id) {
        return jdbc.sql("""
                        update agent_job set cancel_asked = true, changes = changes + 1
                        where id = ? and ended_at is null
                        """).param(id).update() > 0;
    }

    /** The agent has heard it, or has no use for it. */
    void cancelSent(UUID id) {
        jdbc.sql("update agent_job set cancel_asked = false where id = ?")
                .param(id)
                .update();
    }

    boolean isRetriedNow(UUID id) {
        return jdbc.sql("select exists (select 1 from agent_job where retry_of = ? and ended_at is null)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** The servers that have an open job of this number. */
    List<UUID> serversOf(long number, int most) {
        return jdbc.sql("select distinct server_id from agent_job where number = ? and ended_at is null limit ?")
                .params(number, most)
                .query((row, _) -> row.getObject("server_id", UUID.class))
                .list();
    }

    /** Nobody will retry those any more. */
    void forgetBodies(Instant endedBefore) {
        jdbc.sql("update agent_job set body = '' where ended_at < ? and body <> ''")
                .param(Timestamp.from(endedBefore))
                .update();
    }

    private static String use(UUID id) {
        return "agent-job:" + id;
    }

    RowMapper<OrderedJob> reader() {
        return this::read;
    }

    private OrderedJob read(ResultSet row, int number) throws SQLException {
        var code = row.getString("reason_code");
        var told = row.getString("told");
        return new OrderedJob(
                row.getObject("id", UUID.class),
                order(row),
                AgentJobState.valueOf(row.getString("state")),
                progress(row),
                told == null ? null : Wire.read(told, AgentJob.class),
                code == null ? null : new Failure(code, json.readValue(row.getString("reason_arguments"), ARGUMENTS)),
                row.getLong("changes"));
    }

    private static OrderedJob.Order order(ResultSet row) throws SQLException {
        return new OrderedJob.Order(
                row.getObject("server_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("name"),
                AgentJobType.valueOf(row.getString("type")),
                row.getString("method"),
                row.getString("path"),
                row.getObject("retry_of", UUID.class));
    }

    private static OrderedJob.Progress progress(ResultSet row) throws SQLException {
        return new OrderedJob.Progress(
                row.getBoolean("unsure"),
                row.getObject("number", Long.class),
                row.getInt("tries"),
                row.getTimestamp("next_at").toInstant(),
                row.getBoolean("cancel_asked"),
                new OrderedJob.Times(
                        row.getTimestamp("ordered_at").toInstant(),
                        row.getTimestamp("deadline").toInstant(),
                        moment(row, "delivered_at"),
                        moment(row, "ended_at")));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
