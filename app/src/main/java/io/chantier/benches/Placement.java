package io.chantier.benches;

import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds a bench for a new site: on the least loaded server that has an active bench with its apps or of its release group, the
 * one with the group's newest state. A server's load is what its processors, its memory and its room for sites are used to, added
 * up, so that sites that come at once do not all go to the same one; equals go by name.
 */
@Repository
public class Placement {

    /** What has not been seen for so long is not sent a new site. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    /** From here on a disk has no room for a site, its database and their backups. */
    private static final double FULL_DISK = 0.9;

    private final JdbcClient jdbc;
    private final Clock clock;

    Placement(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Where a site goes. */
    public sealed interface Place {

        /** @param number at which state of its group the bench is; null where nobody said */
        record Found(
                UUID server,
                String serverName,
                UUID bench,
                String benchName,
                @Nullable Integer number) implements Place {}

        /** @param passed over servers with such a bench, and why; empty where no server has one */
        record Nowhere(List<PassedOver> passed) implements Place {}
    }

    /** A server that has such a bench and gets no site. */
    public record PassedOver(String server, Reason why) {}

    /** Why a server gets no new site; what is the nearest to being mended comes first. */
    public enum Reason {
        /** It does not answer, or something is wrong with it. */
        AWAY,
        /** It has as many sites as it may. */
        FULL,
        /** Its disk is nearly full. */
        DISK,
        /** Nobody entered the root password of its MariaDB, without which no site can be made. */
        NO_PASSWORD,
        /** The operator sends it none. */
        CLOSED
    }

    /**
     * What a site needs of its bench.
     *
     * @param team whose site it is: benches of a group that others have for themselves are none for it
     * @param group of which the bench has to be; null for any
     */
    public record Need(TeamId team, @Nullable UUID group, Collection<String> apps) {}

    /**
     * A group that is there for a team.
     *
     * @param apps that its benches have
     */
    public record OpenGroup(UUID id, String name, SortedSet<String> apps) {}

    /** A bench of the group, and what is known of its server. */
    private record Candidate(
            Place.Found place, double load, @Nullable Reason reason) {}

    private static final String CANDIDATES = """
            select bench.id, bench.name, bench.release_group_number, bench_server.id server_id,
                bench_server.name server, bench_server.takes_new, bench_server.max_sites, bench_server.problem_code,
                bench_server.seen_at, bench_server.load, bench_server.processors, bench_server.memory_used,
                bench_server.memory_total, bench_server.disk_used, bench_server.disk_total,
                bench_server.database_password <> '' keyed,
                (select count(*) from bench_site join bench other on other.id = bench_site.bench_id
                    where other.server_id = bench_server.id and bench_site.left_at is null) sites
            from bench join bench_server on bench_server.id = bench.server_id
            where bench_is_open(bench.id) and %s
            order by bench_server.name, bench.release_group_number desc nulls last, bench.created_at desc, bench.name
            """;

    private static final String OPEN_TO_TEAM = "release_group_serves(bench.release_group_id, :team)";

    private static final String FITS =
            "jsonb_exists_all(bench.apps, :apps) and (:group::uuid is null or bench.release_group_id = :group) and "
                    + OPEN_TO_TEAM;

    /** Looks anew each time; nothing is reserved. */
    public Place inGroup(UUID group) {
        return best(jdbc.sql(CANDIDATES.formatted("bench.release_group_id = ?"))
                .param(group)
                .query(this::candidate)
                .list());
    }

    /** The same for the site of a team. */
    public Place of(Need need) {
        return best(
                fitting(CANDIDATES.formatted(FITS), need).query(this::candidate).list());
    }

    /** This bench, where it takes such a site now. */
    public Place on(UUID bench, Need need) {
        return best(fitting(CANDIDATES.formatted("bench.id = :bench and " + FITS), need)
                .param("bench", bench)
                .query(this::candidate)
                .list());
    }

    private JdbcClient.StatementSpec fitting(String sql, Need need) {
        return jdbc.sql(sql)
                .param("apps", need.apps().toArray(String[]::new))
                .param("group", need.group())
                .param("team", need.team().value());
    }

    /** From now on nobody else gets a place, until the caller's transaction ends: what is counted stays true. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeTurn() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('chantier placement', 0)) is null")
                .query(Boolean.class)
                .single();
    }

    /** Whether there is such a group, and it is there for the sites of the team. */
    public boolean serves(UUID group, TeamId team) {
        return jdbc.sql("select exists (select from release_group where id = ? and release_group_serves(id, ?))")
                .params(group, team.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether a bench is there for the sites of the team, be its server full. */
    public boolean isThereFor(UUID bench, TeamId team) {
        return jdbc.sql("select exists (select from bench where id = :bench and " + OPEN_TO_TEAM + ")")
                .param("bench", bench)
                .param("team", team.value())
                .query(Boolean.class)
                .single();
    }

    /** The apps that a new site of the team can have, on whatever bench. */
    public SortedSet<String> apps(TeamId team) {
        return new TreeSet<>(jdbc.sql("select distinct jsonb_object_keys(apps) from bench where id = any (?)")
                .param(open(team))
                .query(String.class)
                .list());
    }

    /** Those in which the team can have a site now, by name. */
    public List<OpenGroup> groups(TeamId team) {
        return jdbc.sql("""
                select release_group.id, release_group.name, array_agg(distinct app.name) apps
                from bench join release_group on release_group.id = bench.release_group_id,
                    jsonb_object_keys(bench.apps) app (name)
                where bench.id = any (?) group by release_group.id order by lower(release_group.name), release_group.id
                """).param(open(team)).query(Placement::openGroup).list();
    }

    /** A group that is there for the team, be it full, with the apps of its active benches. */
    public Optional<OpenGroup> group(UUID group, TeamId team) {
        return jdbc.sql("""
                        select release_group.id, release_group.name,
                            array(select distinct jsonb_object_keys(bench.apps) from bench
                                where bench.release_group_id = release_group.id and bench.state = 'ACTIVE') apps
                        from release_group where id = ? and release_group_serves(id, ?)
                        """)
                .params(group, team.value())
                .query(Placement::openGroup)
                .optional();
    }

    private static OpenGroup openGroup(ResultSet row, int at) throws SQLException {
        var apps = new TreeSet<>(List.of((String[]) row.getArray("apps").getArray()));
        return new OpenGroup(row.getObject("id", UUID.class), row.getString("name"), apps);
    }

    /** The benches that take a site of the team now. */
    private UUID[] open(TeamId team) {
        return jdbc
                .sql(CANDIDATES.formatted(OPEN_TO_TEAM))
                .param("team", team.value())
                .query(this::candidate)
                .list()
                .stream()
                .filter(candidate -> candidate.reason() == null)
                .map(candidate -> candidate.place().bench())
                .toArray(UUID[]::new);
    }

    private static Place best(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.reason() == null)
                .min(Comparator.comparingDouble(Candidate::load)
                        .thenComparing(candidate -> candidate.place().serverName()))
                .<Place>map(Candidate::place)
                .orElseGet(() -> nowhere(candidates));
    }

    private static Place nowhere(List<Candidate> candidates) {
        return new Place.Nowhere(candidates.stream()
                .map(candidate ->
                        new PassedOver(candidate.place().serverName(), Objects.requireNonNull(candidate.reason())))
                .distinct()
                .toList());
    }

    private Candidate candidate(ResultSet row, int at) throws SQLException {
        var place = new Place.Found(
                row.getObject("server_id", UUID.class),
                row.getString("server"),
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("release_group_number", Integer.class));
        double load = share(row, "load", "processors")
                + share(row, "memory_used", "memory_total")
                + share(row, "sites", "max_sites");
        return new Candidate(place, load, reason(row));
    }

    private @Nullable Reason reason(ResultSet row) throws SQLException {
        if (!row.getBoolean("takes_new")) return Reason.CLOSED;
        if (!row.getBoolean("keyed")) return Reason.NO_PASSWORD;
        var seenAt = row.getTimestamp("seen_at");
        boolean isSeen =
                seenAt != null && seenAt.toInstant().isAfter(clock.instant().minus(FRESH));
        if (!isSeen || row.getString("problem_code") != null) return Reason.AWAY;
        if (row.getLong("sites") >= row.getLong("max_sites")) return Reason.FULL;
        return share(row, "disk_used", "disk_total") >= FULL_DISK ? Reason.DISK : null;
    }

    /** What nobody told counts as unused. */
    private static double share(ResultSet row, String used, String all) throws SQLException {
        double total = row.getDouble(all);
        return total <= 0 ? 0 : row.getDouble(used) / total;
    }
}
