package io.chantier.benches.servers;

import io.chantier.benches.agent.Listing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The benches of all servers, as their agents list them. */
@Repository
public class Benches {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Benches(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
    }

    /** What the agent of a server lists; told within the transaction that notes it. */
    public record Listed(UUID server, Map<String, Listing> benches) {}

    /** By name; archived ones are left out. */
    public List<Bench> on(UUID server) {
        return jdbc.sql("select * from bench where server_id = ? and state <> 'ARCHIVED' order by name")
                .param(server)
                .query(this::bench)
                .list();
    }

    public Optional<Bench> find(UUID id) {
        return jdbc.sql("select * from bench where id = ?")
                .param(id)
                .query(this::bench)
                .optional();
    }

    /**
     * Notes what an agent lists: what is new appears, what is gone is missing, known versions of apps stay.
     *
     * @param asked when it was asked: what was half made or half gone then is none of its benches, and nothing is noted where
     *     somebody asked later and was answered before
     */
    @Transactional
    public void listed(UUID server, Map<String, Listing> listed, Instant asked) {
        if (!isNews(server, asked)) return;
        var benches = new TreeMap<>(listed);
        benches.keySet().removeAll(unsettled(server, asked));
        benches.forEach((name, listing) -> listed(server, name, listing));
        events.publishEvent(new Listed(server, benches));
        jdbc.sql("update bench set state = 'MISSING' where server_id = ? and state = 'ACTIVE' and name <> all (?)")
                .params(server, benches.keySet().toArray(String[]::new))
                .update();
    }

    /**
     * Others who have a list of that server wait until the caller's transaction ends. What was noted by a clock that has
     * been set back since counts for nothing.
     */
    private boolean isNews(UUID server, Instant asked) {
        return jdbc.sql("""
                        update bench_server set listed_at = :asked where id = :id
                            and (listed_at is null or listed_at < :asked or listed_at > now() + interval '1 minute')
                        """)
                        .param("asked", Timestamp.from(asked))
                        .param("id", server)
                        .update()
                == 1;
    }

    /** Those that were being made since, or went since. */
    private List<String> unsettled(UUID server, Instant asked) {
        return jdbc.sql("""
                        select name from bench_order where server_id = :server
                            and (state = 'MAKING' or ended_at >= :asked)
                        union select bench.name from bench join agent_job on agent_job.id = bench.archive_job
                        where bench.server_id = :server and bench.state = 'ARCHIVED' and agent_job.ended_at >= :asked
                        """)
                .param("server", server)
                .param("asked", Timestamp.from(asked))
                .query(String.class)
                .list();
    }

    private void listed(UUID server, String name, Listing listing) {
        var apps = new TreeMap<>(listing.apps().stream().collect(Collectors.toMap(app -> app, _ -> "")));
        var known = jdbc.sql("select apps from bench where server_id = ? and name = ?")
                .params(server, name)
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, TEXTS))
                .orElse(Map.of());
        apps.replaceAll((app, none) -> known.getOrDefault(app, none));
        jdbc.sql("""
                insert into bench (id, server_id, name, apps, sites) values (?, ?, ?, ?::jsonb, ?::jsonb)
                on conflict (server_id, name) do update
                    set apps = excluded.apps, sites = excluded.sites, state = 'ACTIVE'
                """)
                .params(
                        UUID.randomUUID(),
                        server,
                        name,
                        json.writeValueAsString(apps),
                        json.writeValueAsString(
                                listing.sites().stream().sorted().toList()))
                .update();
    }

    private Bench bench(ResultSet row, int number) throws SQLException {
        return new Bench(
                row.getObject("id", UUID.class),
                row.getObject("server_id", UUID.class),
                row.getString("name"),
                row.getObject("release_group_id", UUID.class),
                json.readValue(row.getString("apps"), TEXTS),
                json.readValue(row.getString("sites"), NAMES),
                Bench.State.valueOf(row.getString("state")));
    }
}
