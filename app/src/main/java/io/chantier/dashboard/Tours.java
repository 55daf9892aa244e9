package io.chantier.dashboard;

import io.chantier.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each member did with the tour of the first site. */
@Repository
public class Tours {

    private final JdbcClient database;

    Tours(JdbcClient database) {
        this.database = database;
    }

    /**
     * @param looked they have opened what was read from a site, or what the checks found
     * @param shown what they want: true for the tour, false for none; null where they have not said
     */
    public record Kept(boolean looked, @Nullable Boolean shown) {}

    public Kept of(Caller caller) {
        return database.sql(
                        "select looked_at is not null as looked, shown from tour where team_id = ? and account_id = ?")
                .params(caller.team().value(), caller.account())
                .query((row, _) -> new Kept(row.getBoolean("looked"), (Boolean) row.getObject("shown")))
                .optional()
                .orElseGet(() -> new Kept(false, null));
    }

    /** They have looked at facts or findings; only the first time counts. */
    public void looked(Caller caller) {
        database.sql("""
                        insert into tour (team_id, account_id, looked_at) values (?, ?, now())
                        on conflict (team_id, account_id) do update set looked_at = now() where tour.looked_at is null
                        """).params(caller.team().value(), caller.account()).update();
    }

    /** They want the tour, or no longer. */
    public void show(Caller caller, boolean shown) {
        database.sql("""
                        insert into tour (team_id, account_id, shown) values (?, ?, ?)
                        on conflict (team_id, account_id) do update set shown = excluded.shown
                        """).params(caller.team().value(), caller.account(), shown).update();
    }
}
