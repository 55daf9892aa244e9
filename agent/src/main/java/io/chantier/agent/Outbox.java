package io.chantier.agent;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The ends of jobs of which the control plane has not heard yet. The database itself writes them, in the transaction in
 * which a job ends: no kill can come in between.
 */
final class Outbox {

    static final Duration GIVEN_UP_AFTER = Duration.ofDays(2);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final int AT_ONCE = 100;
    private static final int DOUBLINGS = 12;

    private static final String TABLE = """
            create table if not exists agent_outbox (
                number   integer primary key,
                tries    integer not null,
                due_at   integer not null,
                ended_at integer not null
            )""";

    private static final String FILLING = """
            create trigger agent_outbox_filled after update of state on job
            when new.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                and old.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            begin
                insert or replace into agent_outbox (number, tries, due_at, ended_at)
                values (cast(new.subject as integer), 0, 0, coalesce(new.finished_at, unixepoch() * 1000));
            end""";

    private final Journal journal;
    private final InstantSource clock;

    /**
     * The end of a job.
     *
     * @param number of the job
     * @param tries so far
     * @param endedAt in milliseconds since 1970
     */
    record Notice(long number, int tries, long endedAt) {}

    private Outbox(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Jobs that end from now on are noted. What an earlier run left is due at once: a start is a good moment. */
    static Outbox filled(Journal journal, InstantSource clock) {
        journal.inTransaction(connection -> {
            prepare(connection);
            execute(connection, FILLING);
            execute(connection, "update agent_outbox set due_at = 0");
            return true;
        });
        return new Outbox(journal, clock);
    }

    /** Nobody wants to hear of jobs. */
    static void none(Journal journal) {
        journal.inTransaction(connection -> {
            prepare(connection);
            execute(connection, "delete from agent_outbox");
            return true;
        });
    }

    private static void prepare(Connection connection) throws SQLException {
        execute(connection, TABLE);
        execute(connection, "drop trigger if exists agent_outbox_filled");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Those that are due, oldest first. One that is due later than any pause lasts shows a clock that was set back. */
    List<Notice> due() {
        long now = clock.millis();
        return journal.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select number, tries, ended_at from agent_outbox where due_at <= ? or due_at > ?
                    order by due_at, number limit ?""")) {
                statement.setLong(1, now);
                statement.setLong(2, now + LONGEST_PAUSE.toMillis());
                statement.setInt(3, AT_ONCE);
                var due = new ArrayList<Notice>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        due.add(new Notice(row.getLong(1), row.getInt(2), row.getLong(3)));
                    }
                }
                return due;
            }
        });
    }

    /** How long nothing is due; the longest pause where there is nothing at all. */
    Duration quiet() {
        long due = journal.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select min(due_at) from agent_outbox")) {
                row.next();
                long at = row.getLong(1);
                return row.wasNull() ? Long.MAX_VALUE : at;
            }
        });
        long now = clock.millis();
        long longest = LONGEST_PAUSE.toMillis();
        return Duration.ofMillis(due > now + longest ? longest : Math.max(0, due - now));
    }

    /** This one was not taken; others may be. */
    void putOff(Notice notice) {
        change(
                "update agent_outbox set tries = tries + 1, due_at = ? where number = ?",
                clock.millis() + pause(notice).toMillis(),
                notice.number());
    }

    /** Nobody is there to take anything: all that is due waits as long as this one. */
    void putOffAll(Notice tried) {
        long now = clock.millis();
        journal.inTransaction(connection -> {
            long later = now + pause(tried).toMillis();
            update(connection, "update agent_outbox set tries = tries + 1 where number = ?", tried.number());
            return update(connection, "update agent_outbox set due_at = ? where due_at <= ?", later, now);
        });
    }

    private static Duration pause(Notice notice) {
        var pause = Duration.ofSeconds(1L << Math.min(notice.tries(), DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Whether this one was tried for so long that nobody wants to hear it any more. */
    boolean isTooOld(Notice notice) {
        return notice.endedAt() < clock.millis() - GIVEN_UP_AFTER.toMillis();
    }

    /** They were heard, or nobody wants to hear them any more. */
    void forget(List<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        journal.inTransaction(connection -> {
            for (var notice : notices) {
                update(connection, "delete from agent_outbox where number = ?", notice.number());
            }
            return true;
        });
    }

    private int change(String sql, long... values) {
        return journal.inTransaction(connection -> update(connection, sql, values));
    }

    private static int update(Connection connection, String sql, long... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
