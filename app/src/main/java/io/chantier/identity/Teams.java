package io.chantier.identity;

import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Teams and who belongs to them. */
@Repository
public class Teams {

    private static final String MEMBERS = """
            select m.account_id, m.team_id, a.login, a.name, m.role, m.created_at,
                   m.disabled_at is not null or a.disabled_at is not null as disabled
            from member m join account a on a.id = m.account_id
            """;

    private final JdbcClient database;

    Teams(JdbcClient database) {
        this.database = database;
    }

    /** What a team calls itself. */
    String name(TeamId team) {
        return database.sql("select name from team where id = ?")
                .param(team.value())
                .query(String.class)
                .single();
    }

    /** A team and what it calls itself. */
    public record Team(TeamId id, String name) {}

    /** All of the installation, by name. */
    public List<Team> all() {
        return database.sql("select id, name from team order by lower(name), id")
                .query((row, _) -> new Team(new TeamId(row.getObject("id", UUID.class)), row.getString("name")))
                .list();
    }

    TeamId add(String name) {
        var team = new TeamId(UUID.randomUUID());
        database.sql("insert into team (id, name) values (?, ?)")
                .params(team.value(), name)
                .update();
        return team;
    }

    void join(TeamId team, UUID account, Role role) {
        database.sql("insert into member (team_id, account_id, role) values (?, ?, ?)")
                .params(team.value(), account, role.name())
                .update();
    }

    /** Oldest first. */
    public List<Member> members(TeamId team) {
        return database.sql(MEMBERS + "where m.team_id = ? order by m.created_at, m.account_id")
                .param(team.value())
                .query((row, _) -> member(row))
                .list();
    }

    public Optional<Member> member(TeamId team, UUID account) {
        return database.sql(MEMBERS + "where m.team_id = ? and m.account_id = ?")
                .params(team.value(), account)
                .query((row, _) -> member(row))
                .optional();
    }

    /** The teams of an account that it may work for now, the first one first. */
    List<Member> memberships(UUID account) {
        return database.sql(MEMBERS + """
                        where m.account_id = ? and m.disabled_at is null and a.disabled_at is null
                        order by m.created_at, m.team_id
                        """)
                .param(account)
                .query((row, _) -> member(row))
                .list();
    }

    /** Whoever changes who may do what in a team waits here for the others who do, until their transaction ends. */
    void hold(TeamId team) {
        database.sql("select id from team where id = ? for update")
                .param(team.value())
                .query(UUID.class)
                .single();
    }

    void setRole(TeamId team, UUID account, Role role) {
        database.sql("update member set role = ? where team_id = ? and account_id = ?")
                .params(role.name(), team.value(), account)
                .update();
    }

    boolean setDisabled(TeamId team, UUID account, boolean disabled) {
        return database.sql("""
                        update member set disabled_at = case when ? then now() end
                        where team_id = ? and account_id = ?
                        """).params(disabled, team.value(), account).update() == 1;
    }

    /** How many members could still manage the team if this one could not. */
    int otherOwners(TeamId team, UUID account) {
        return database.sql("""
                        select count(*) from member m join account a on a.id = m.account_id
                        where m.team_id = ? and m.account_id <> ? and m.role = 'OWNER'
                          and m.disabled_at is null and a.disabled_at is null
                        """)
                .params(team.value(), account)
                .query(Integer.class)
                .single();
    }

    /** How many others could still run the installation if this account could not. */
    int otherOperators(UUID account) {
        return database.sql("""
                        select count(distinct a.id) from member m join account a on a.id = m.account_id
                        where a.id <> ? and a.operator and m.disabled_at is null and a.disabled_at is null
                        """).param(account).query(Integer.class).single();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getObject("account_id", UUID.class),
                new TeamId(row.getObject("team_id", UUID.class)),
                row.getString("login"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("disabled"),
                row.getTimestamp("created_at").toInstant());
    }
}
