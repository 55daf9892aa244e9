package io.chantier.benches.apps;

import io.chantier.benches.Placement;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Teams;
import io.chantier.identity.Teams.Team;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which teams a group is there for: all, or only those that the operator names. */
@Repository
public class GroupTeams {

    private final JdbcClient jdbc;
    private final GroupRows groups;
    private final Teams teams;
    private final Placement placement;
    private final Audit audit;

    GroupTeams(JdbcClient jdbc, GroupRows groups, Teams teams, Placement placement, Audit audit) {
        this.jdbc = jdbc;
        this.groups = groups;
        this.teams = teams;
        this.placement = placement;
        this.audit = audit;
    }

    /** All teams of the installation, by name. */
    public List<Team> everybody() {
        return teams.all();
    }

    /** Empty where the group is open to all. */
    public Set<TeamId> of(ReleaseGroup group) {
        return jdbc.sql("select team_id from release_group_team where group_id = ?")
                .param(group.id())
                .query((row, _) -> new TeamId(row.getObject("team_id", UUID.class)))
                .set();
    }

    /** The groups that are not open to all. */
    public Set<UUID> reserved() {
        return jdbc.sql("select distinct group_id from release_group_team")
                .query(UUID.class)
                .set();
    }

    /**
     * A bench of a reserved group with sites of teams for which it is not there.
     *
     * @param teams their names
     */
    public record Others(String bench, String server, List<String> teams) {}

    /** By server and bench; empty where the group is open to all, or has no such sites. */
    public List<Others> others(ReleaseGroup group) {
        var names = names();
        return jdbc.sql("""
                        select bench.name, bench_server.name server, array_agg(distinct bench_site.team_id) teams
                        from bench_site join bench on bench.id = bench_site.bench_id
                            join bench_server on bench_server.id = bench.server_id
                        where bench.release_group_id = :group and bench_site.left_at is null
                          and not release_group_serves(:group, bench_site.team_id)
                        group by bench.id, bench_server.id order by bench_server.name, bench.name
                        """)
                .param("group", group.id())
                .query((row, _) -> new Others(
                        row.getString("name"),
                        row.getString("server"),
                        Stream.of((UUID[]) row.getArray("teams").getArray())
                                .map(team -> names.getOrDefault(new TeamId(team), "?"))
                                .sorted()
                                .toList()))
                .list();
    }

    private Map<TeamId, String> names() {
        return teams.all().stream().collect(Collectors.toMap(Team::id, Team::name));
    }

    /** From now on only sites of these teams come there, or of all where none is named; those that are there stay. */
    @Transactional
    public void reserve(ReleaseGroup group, Collection<TeamId> wanted, Caller caller) {
        var names = names();
        if (!names.keySet().containsAll(wanted)) {
            throw new ProblemException(Problem.ofField("teams", "unknown-value", Map.of()));
        }
        placement.takeTurn();
        groups.lock(group.id());
        jdbc.sql("delete from release_group_team where group_id = ?")
                .param(group.id())
                .update();
        for (var team : Set.copyOf(wanted)) {
            jdbc.sql("insert into release_group_team (group_id, team_id) values (?, ?)")
                    .params(group.id(), team.value())
                    .update();
        }
        var told = wanted.stream().map(names::get).sorted().collect(Collectors.joining(", "));
        var action = wanted.isEmpty() ? "group.open" : "group.teams";
        audit.write(caller, action, group.id().toString(), Map.of("name", group.name(), "teams", told));
    }
}
