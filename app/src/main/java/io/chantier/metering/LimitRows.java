package io.chantier.metering;

import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The limits that the operator set. */
@Repository
class LimitRows {

    private final JdbcClient jdbc;

    LimitRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Limits installation() {
        return Limits.DEFAULT.with(read(jdbc.sql("select name, micro_usd from metering_limit")));
    }

    Limits of(TeamId team) {
        return installation().with(overrides(team));
    }

    Map<Limit, OptionalLong> overrides(TeamId team) {
        return read(jdbc.sql("select name, micro_usd from metering_team_limit where team_id = ?")
                .param(team.value()));
    }

    /** By team, of those that have any. */
    Map<UUID, Map<Limit, OptionalLong>> overrides() {
        var all = new TreeMap<UUID, Map<Limit, OptionalLong>>();
        jdbc.sql("select team_id, name, micro_usd from metering_team_limit")
                .query((row, _) -> {
                    var team = row.getObject("team_id", UUID.class);
                    put(all.computeIfAbsent(team, _ -> new EnumMap<>(Limit.class)), row);
                    return team;
                })
                .list();
        return all;
    }

    void store(Limits limits) {
        for (var limit : Limit.values()) {
            jdbc.sql("""
                    insert into metering_limit (name, micro_usd) values (?, ?)
                    on conflict (name) do update set micro_usd = excluded.micro_usd
                    """).param(limit.key()).param(limits.microUsd().get(limit)).update();
        }
    }

    /** What is not among them follows the limits of the installation. */
    void override(TeamId team, Map<Limit, OptionalLong> limits) {
        jdbc.sql("delete from metering_team_limit where team_id = ?")
                .param(team.value())
                .update();
        limits.forEach((limit, amount) -> jdbc.sql(
                        "insert into metering_team_limit (team_id, name, micro_usd) values (?, ?, ?)")
                .params(team.value(), limit.key())
                .param(amount.isPresent() ? amount.getAsLong() : null)
                .update());
    }

    private static Map<Limit, OptionalLong> read(JdbcClient.StatementSpec query) {
        var limits = new EnumMap<Limit, OptionalLong>(Limit.class);
        query.query((row, _) -> {
                    put(limits, row);
                    return limits;
                })
                .list();
        return limits;
    }

    private static void put(Map<Limit, OptionalLong> limits, ResultSet row) throws SQLException {
        var amount = row.getObject("micro_usd", Long.class);
        Limit.of(row.getString("name"))
                .ifPresent(limit -> limits.put(limit, amount == null ? OptionalLong.empty() : OptionalLong.of(amount)));
    }
}
