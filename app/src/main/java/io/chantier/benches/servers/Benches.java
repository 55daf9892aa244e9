package io.chantier.benches.servers;

import io.chantier.benches.agent.Listing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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

    Benches(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<Bench> on(UUID server) {
        return jdbc.sql("select * from bench where server_id = ? order by name")
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

    /** Notes what an agent lists: what is new appears, what is gone is missing, known versions of apps stay. */
    @Transactional
    public void listed(UUID server, Map<String, Listing> benches) {
        benches.forEach((name, listing) -> listed(server, name, listing));
        jdbc.sql("update bench set state = 'MISSING' where server_id = ? and state = 'ACTIVE' and name <> all (?)")
                .params(server, benches.keySet().toArray(String[]::new))
                .update();
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
