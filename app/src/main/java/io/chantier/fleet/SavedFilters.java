package io.chantier.fleet;

import io.chantier.identity.Caller;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The queries that members have given a name, each for themselves. */
@Repository
public class SavedFilters {

    private static final int MOST = 20;

    private final JdbcClient jdbc;

    SavedFilters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param query as {@link FleetQuery#parameters()} writes it */
    public record Saved(UUID id, String name, String query) {}

    public List<Saved> of(Caller caller) {
        return jdbc.sql("select id, name, query from fleet_filter where team_id = ? and account_id = ? order by name")
                .params(caller.team().value(), caller.account())
                .query((row, _) ->
                        new Saved(row.getObject("id", UUID.class), row.getString("name"), row.getString("query")))
                .list();
    }

    /** Takes the place of the one of that name. False where the member has as many as anybody may. */
    @Transactional
    public boolean save(Caller caller, String name, FleetQuery query) {
        var has = of(caller);
        if (has.size() >= MOST && has.stream().noneMatch(one -> one.name().equals(name))) return false;
        jdbc.sql("""
                        insert into fleet_filter (id, team_id, account_id, name, query) values (?, ?, ?, ?, ?)
                        on conflict (team_id, account_id, name) do update set query = excluded.query
                        """)
                .params(UUID.randomUUID(), caller.team().value(), caller.account(), name, query.parameters())
                .update();
        return true;
    }

    /** False where the member has none of that id. */
    @Transactional
    public boolean remove(Caller caller, UUID id) {
        return jdbc.sql("delete from fleet_filter where team_id = ? and account_id = ? and id = ?")
                        .params(caller.team().value(), caller.account(), id)
                        .update()
                > 0;
    }
}
