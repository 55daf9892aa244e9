package io.chantier.benches.servers;

import io.chantier.benches.servers.Condition.Figures;
import io.chantier.benches.servers.Condition.Room;
import io.chantier.jobs.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was seen of each server, and whose turn it is to look. */
@Repository
public class ServerConditions {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    ServerConditions(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /** A server is to be looked at; tells this replica, the others find out at their next tick. */
    record Wanted(UUID server) {}

    /** Its next look comes at once, when the caller's transaction ends. */
    public void lookSoon(UUID server) {
        lookAgain(server);
        events.publishEvent(new Wanted(server));
    }

    /** Its next look comes at the next tick. */
    void lookAgain(UUID server) {
        jdbc.sql("update bench_server set looked_at = null where id = ?")
                .param(server)
                .update();
    }

    public Condition of(UUID server) {
        return jdbc.sql("select * from bench_server where id = ?")
                .param(server)
                .query(this::condition)
                .single();
    }

    /** Of all servers. */
    Map<UUID, Condition> all() {
        return jdbc
                .sql("select * from bench_server")
                .query((row, at) -> Map.entry(row.getObject("id", UUID.class), condition(row, at)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void saw(UUID server, String version, Figures figures, Instant now) {
        jdbc.sql("""
                update bench_server set version = :version, seen_at = :now, problem_code = null,
                    problem_arguments = '{}', load = :load, processors = :processors, memory_used = :memoryUsed,
                    memory_total = :memoryTotal, disk_used = :diskUsed, disk_total = :diskTotal,
                    clock_off_seconds = :clock
                where id = :id
                """)
                .param("version", version)
                .param("now", Timestamp.from(now))
                .param("load", figures.load(), Types.DOUBLE)
                .param("processors", figures.processors(), Types.INTEGER)
                .param("memoryUsed", figures.memory().used(), Types.BIGINT)
                .param("memoryTotal", figures.memory().total(), Types.BIGINT)
                .param("diskUsed", figures.disk().used(), Types.BIGINT)
                .param("diskTotal", figures.disk().total(), Types.BIGINT)
                .param("clock", figures.clockOffSeconds(), Types.BIGINT)
                .param("id", server)
                .update();
    }

    void failed(UUID server, Failure why) {
        jdbc.sql("update bench_server set problem_code = ?, problem_arguments = ?::jsonb where id = ?")
                .params(why.code(), json.writeValueAsString(why.arguments()), server)
                .update();
    }

    /** The servers whose time has come; each is handed to one replica only. */
    List<UUID> take(Instant now, Duration every) {
        return jdbc.sql("""
                update bench_server set looked_at = :now
                where id in (select id from bench_server where looked_at is null or looked_at <= :before
                             for update skip locked)
                returning id
                """)
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(every)))
                .query(UUID.class)
                .list();
    }

    private Condition condition(ResultSet row, int number) throws SQLException {
        var seen = row.getTimestamp("seen_at");
        var code = row.getString("problem_code");
        return new Condition(
                row.getString("version"),
                seen == null ? null : seen.toInstant(),
                code == null ? null : new Failure(code, json.readValue(row.getString("problem_arguments"), TEXTS)),
                new Figures(
                        row.getObject("load", Double.class),
                        row.getObject("processors", Integer.class),
                        room(row, "memory"),
                        room(row, "disk"),
                        number(row, "clock_off_seconds")));
    }

    private static Room room(ResultSet row, String of) throws SQLException {
        return new Room(number(row, of + "_used"), number(row, of + "_total"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }
}
