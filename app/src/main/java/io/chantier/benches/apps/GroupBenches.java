package io.chantier.benches.apps;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which benches a release group has, and at which of its states each is. */
@Repository
public class GroupBenches {

    private static final TypeReference<Map<String, String>> APPS = new TypeReference<>() {};
    private static final String BENCHES = """
            select bench.id, bench.name, bench_server.name server, bench.release_group_id, bench.release_group_number,
                bench.apps
            from bench join bench_server on bench_server.id = bench.server_id
            where bench.state <> 'ARCHIVED'
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Audit audit;

    GroupBenches(JdbcClient jdbc, JsonMapper json, Audit audit) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
    }

    /**
     * A bench as a group sees it.
     *
     * @param number at which state of its group it is; null where it belongs to none
     * @param apps what its server says: names, with versions where it knows them, else empty texts
     */
    public record Standing(
            UUID bench,
            String name,
            String server,
            @Nullable UUID group,
            @Nullable Integer number,
            Map<String, String> apps) {}

    /** Those of the group, by server and name. */
    public List<Standing> of(ReleaseGroup group) {
        return jdbc.sql(BENCHES + " and bench.release_group_id = ? order by bench_server.name, bench.name")
                .param(group.id())
                .query(this::standing)
                .list();
    }

    /** Those that belong to no group and have the apps that the group has now, by server and name. */
    public List<Standing> candidates(ReleaseGroup group) {
        return jdbc
                .sql(BENCHES + " and bench.release_group_id is null order by bench_server.name, bench.name")
                .query(this::standing)
                .list()
                .stream()
                .filter(bench -> faults(bench, group.current().lineup()).isEmpty())
                .toList();
    }

    /** The active ones of the server of a bench that are there for a team, itself among them, those at the newest states first. */
    public List<Standing> beside(UUID bench, TeamId team) {
        return jdbc.sql(BENCHES + """
                         and bench_is_open(bench.id) and bench.server_id = (select server_id from bench where id = ?)
                         and release_group_serves(bench.release_group_id, ?)
                        order by bench.release_group_number desc nulls last, bench.created_at desc, bench.name
                        """)
                .params(bench, team.value())
                .query(this::standing)
                .list();
    }

    /** Says that a bench is made of this state of the group; its server must not say otherwise. */
    @Transactional
    public void stand(UUID bench, ReleaseGroup group, ReleaseGroup.State state, Caller caller) {
        jdbc.sql("select id from bench where id = ? for update")
                .param(bench)
                .query(UUID.class)
                .list();
        var standing = find(bench).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        if (standing.group() != null && !standing.group().equals(group.id())) {
            throw new ProblemException(Problem.of("bench-of-other-group", 409, Map.of("bench", standing.name())));
        }
        var faults = faults(standing, state.lineup());
        if (!faults.isEmpty()) {
            var words = Map.of("bench", standing.name(), "name", group.name(), "apps", String.join(", ", faults));
            throw new ProblemException(Problem.of("bench-differs", 409, words));
        }
        jdbc.sql("""
                delete from bench_order using bench where bench.id = ? and bench_order.server_id = bench.server_id
                    and bench_order.name = bench.name and bench_order.state in ('FAILED', 'LOST')
                """).param(bench).update();
        write(bench, group.id(), state.number());
        jdbc.sql("""
                delete from bench_order using bench where bench.id = ? and bench_order.server_id = bench.server_id
                    and bench_order.name = bench.name and bench_order.state = 'DIFFERS'
                """).param(bench).update();
        audit.write(
                caller,
                "group.bench",
                group.id().toString(),
                Map.of("name", group.name(), "bench", standing.name(), "server", standing.server()));
    }

    /** The bench stays with its sites; the group gets no new ones there. */
    @Transactional
    public void leave(UUID bench, ReleaseGroup group, Caller caller) {
        var standing = find(bench)
                .filter(found -> group.id().equals(found.group()))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        write(bench, null, null);
        audit.write(
                caller,
                "group.bench-leaves",
                group.id().toString(),
                Map.of("name", group.name(), "bench", standing.name(), "server", standing.server()));
    }

    /** How many each group has; one that has none is left out. */
    public Map<UUID, Integer> counts() {
        return jdbc
                .sql("""
                        select release_group_id, count(*) benches from bench
                        where state <> 'ARCHIVED' and release_group_id is not null group by release_group_id
                        """)
                .query((row, _) -> Map.entry(row.getObject("release_group_id", UUID.class), row.getInt("benches")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** With those that are being made. Archived ones count too: what is kept of them says what they were made of. */
    int count(UUID group) {
        return jdbc.sql("""
                        select (select count(*) from bench where release_group_id = :group)
                            + (select count(*) from bench_order where group_id = :group
                                and state not in ('FAILED', 'LOST'))
                        """).param("group", group).query(Integer.class).single();
    }

    /** The apps that the bench lacks, has beyond the lineup, or has at another version. */
    static List<String> faults(Standing bench, Lineup lineup) {
        var faults = new ArrayList<String>();
        var wanted = lineup.versions();
        for (var app : new TreeMap<>(bench.apps()).entrySet()) {
            var version = wanted.get(app.getKey());
            // A server that tells no version, or one that is none, does not contradict.
            var told = Version.parse(app.getValue()).map(Version::toString).orElse("");
            if (version == null || !(told.isEmpty() || told.equals(version))) {
                faults.add((app.getKey() + " " + told).strip());
            }
        }
        wanted.forEach((app, version) -> {
            if (!bench.apps().containsKey(app)) faults.add(app + " " + version);
        });
        return faults;
    }

    /** Empty where there is none, or it is archived. */
    public Optional<Standing> find(UUID bench) {
        return jdbc.sql(BENCHES + " and bench.id = ?")
                .param(bench)
                .query(this::standing)
                .optional();
    }

    private void write(UUID bench, @Nullable UUID group, @Nullable Integer number) {
        jdbc.sql("update bench set release_group_id = ?, release_group_number = ? where id = ?")
                .params(Arrays.asList(group, number, bench))
                .update();
    }

    private Standing standing(ResultSet row, int at) throws SQLException {
        return new Standing(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("server"),
                row.getObject("release_group_id", UUID.class),
                row.getObject("release_group_number", Integer.class),
                json.readValue(row.getString("apps"), APPS));
    }
}
