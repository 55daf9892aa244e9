package io.chantier.benches.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When each server is spoken to next, and by whom: one replica at a time has the turn, until its lease is over. */
@Repository
class Turns {

    /** No moment of PostgreSQL's is later that Java can read. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final Duration KNOCKS_GATHERED = Duration.ofMillis(250);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AgentJobSettings settings;

    Turns(JdbcClient jdbc, Clock clock, AgentJobSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The right to speak with a server, for as long as it is renewed.
     *
     * @param misses how often in a row the server was not reached
     */
    record Turn(UUID server, UUID holder, int misses) {}

    /** Something is to be delivered; a server that is left alone after trouble stays so. */
    void wanted(UUID server) {
        var now = now();
        jdbc.sql("""
                insert into agent_turn (server_id, next_at) values (?, ?)
                on conflict (server_id) do update set next_at = case when agent_turn.misses = 0
                    then least(agent_turn.next_at, excluded.next_at)
                    else least(agent_turn.next_at, excluded.next_at + ? * interval '1 second') end
                """).params(server, now, settings.longestPause().toSeconds()).update();
    }

    /**
     * Somebody says that the server has news: it is asked soon, but for knocks never more often than it is asked without
     * them; one that is in trouble once per longest pause, and its trouble counts on.
     */
    void knocked(UUID server) {
        jdbc.sql("""
                with door as (
                    select server_id, knocked_at + case when misses = 0 then :poll else :pause end
                        * interval '1 millisecond' as closed_until
                    from agent_turn where server_id = :server)
                update agent_turn set
                    next_at = least(next_at, greatest(:soon, coalesce(closed_until, :soon))),
                    knocked_at = case when closed_until > :now then knocked_at else :now end
                from door where agent_turn.server_id = door.server_id
                """)
                .param("poll", settings.poll().toMillis())
                .param("pause", settings.longestPause().toMillis())
                .param("server", server)
                .param("soon", soon(KNOCKS_GATHERED))
                .param("now", now())
                .update();
    }

    /** The servers whose time has come, and those whose holder is gone. */
    List<UUID> due() {
        return jdbc.sql("""
                select server_id from agent_turn
                where (holder is null and next_at <= :now) or held_until <= :now
                order by next_at limit 500
                """)
                .param("now", now())
                .query((row, _) -> row.getObject("server_id", UUID.class))
                .list();
    }

    /** Empty where another one was quicker. */
    Optional<Turn> take(UUID server) {
        var holder = UUID.randomUUID();
        return jdbc.sql("""
                update agent_turn set holder = :holder, held_until = :until, next_at = :never
                where server_id = :server and ((holder is null and next_at <= :now) or held_until <= :now)
                returning misses
                """)
                .param("holder", holder)
                .param("until", soon(settings.lease()))
                .param("never", Timestamp.from(NEVER))
                .param("server", server)
                .param("now", now())
                .query((row, _) -> new Turn(server, holder, row.getInt("misses")))
                .optional();
    }

    /** To be called before each word to the server; false where the turn is lost, and nothing more may be said. */
    boolean keep(Turn turn) {
        return jdbc.sql("update agent_turn set held_until = ? where server_id = ? and holder = ?")
                        .params(soon(settings.lease()), turn.server(), turn.holder())
                        .update()
                > 0;
    }

    /** Gives it back; who was wanted meanwhile is due at once. */
    void giveBack(Turn turn, Instant next, int misses) {
        jdbc.sql("""
                update agent_turn set holder = null, held_until = null, next_at = least(next_at, ?), misses = ?
                where server_id = ? and holder = ?
                """)
                .params(Timestamp.from(next.isAfter(NEVER) ? NEVER : next), misses, turn.server(), turn.holder())
                .update();
    }

    static Instant never() {
        return NEVER;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Timestamp soon(Duration time) {
        return Timestamp.from(clock.instant().plus(time));
    }
}
