package io.chantier.agent.benches;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * For how long archived sites have been seen, counted by the agent itself from look to look. Between two looks at most a
 * day counts, and a clock that was put back counts nothing: whatever the clock says, nobody grows old at once. Who was
 * moved or changed in between begins anew.
 */
final class ArchivedAges {

    private static final Duration MOST = Duration.ofDays(1);

    private static final String SITES = """
            create table if not exists agent_archived_site (
                place   text    not null, -- the folder in which it lies
                name    text    not null,
                folder  text    not null, -- which one it is
                changed text    not null, -- when it was moved or changed last
                seconds integer not null, -- for so long it has been seen
                primary key (place, name)
            ) without rowid""";

    private static final String LOOKED = """
            create table if not exists agent_archive_look (
                one integer primary key check (one = 1),
                at  integer not null -- by the clock, in seconds
            )""";

    private final DataSource journal;

    /** Where a folder lies. */
    record Spot(String place, String name) {}

    /**
     * By what a folder is known again.
     *
     * @param folder the same wherever it is moved
     * @param changed another one once it was moved, even away and back, or something was changed in it
     */
    record Identity(String folder, String changed) {}

    private record Known(Identity identity, Duration age) {}

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    ArchivedAges(DataSource journal) {
        this.journal = journal;
        inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(SITES);
                statement.execute(LOOKED);
            }
            return true;
        });
    }

    /**
     * @param listed what lies in the folders that could be read; only who is missing there is forgotten
     * @return how old each of those is that are there now
     */
    synchronized Map<Spot, Duration> look(
            Map<String, ? extends Collection<String>> listed, Map<Spot, Identity> seen, Instant now) {
        return inTransaction(connection -> {
            var passed = passed(connection, now);
            var known = known(connection);
            var ages = new HashMap<Spot, Duration>();
            seen.forEach((spot, identity) -> ages.put(spot, age(known.get(spot), identity, passed)));
            write(connection, seen, ages);
            forget(connection, known.keySet(), listed);
            return ages;
        });
    }

    private static Duration age(@Nullable Known known, Identity identity, Duration passed) {
        return known == null || !known.identity().equals(identity)
                ? Duration.ZERO
                : known.age().plus(passed);
    }

    /** The agent itself changed it, which makes it no younger; nothing happens where another one is there now. */
    synchronized void changed(Spot spot, Identity identity) {
        inTransaction(connection -> {
            try (var statement = connection.prepareStatement(
                    "update agent_archived_site set changed = ? where place = ? and name = ? and folder = ?")) {
                statement.setString(1, identity.changed());
                statement.setString(2, spot.place());
                statement.setString(3, spot.name());
                statement.setString(4, identity.folder());
                return statement.executeUpdate();
            }
        });
    }

    private <T> T inTransaction(Work<T> work) {
        try (var connection = journal.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written: " + e.getMessage(), e);
        }
    }

    private static Duration passed(Connection connection, Instant now) throws SQLException {
        long last = now.getEpochSecond();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select at from agent_archive_look")) {
            if (row.next()) {
                last = row.getLong(1);
            }
        }
        try (var statement =
                connection.prepareStatement("insert or replace into agent_archive_look (one, at) values (1, ?)")) {
            statement.setLong(1, now.getEpochSecond());
            statement.executeUpdate();
        }
        var passed = Duration.ofSeconds(Math.max(0, now.getEpochSecond() - last));
        return passed.compareTo(MOST) > 0 ? MOST : passed;
    }

    private static Map<Spot, Known> known(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select place, name, folder, changed, seconds from agent_archived_site")) {
            var found = new HashMap<Spot, Known>();
            while (row.next()) {
                found.put(
                        new Spot(row.getString(1), row.getString(2)),
                        new Known(
                                new Identity(row.getString(3), row.getString(4)), Duration.ofSeconds(row.getLong(5))));
            }
            return found;
        }
    }

    private static void write(Connection connection, Map<Spot, Identity> seen, Map<Spot, Duration> ages)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert or replace into agent_archived_site (place, name, folder, changed, seconds)"
                        + " values (?, ?, ?, ?, ?)")) {
            for (var entry : seen.entrySet()) {
                statement.setString(1, entry.getKey().place());
                statement.setString(2, entry.getKey().name());
                statement.setString(3, entry.getValue().folder());
                statement.setString(4, entry.getValue().changed());
                statement.setLong(
                        5, ages.getOrDefault(entry.getKey(), Duration.ZERO).toSeconds());
                statement.executeUpdate();
            }
        }
    }

    private static void forget(Connection connection, Set<Spot> known, Map<String, ? extends Collection<String>> listed)
            throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from agent_archived_site where place = ? and name = ?")) {
            for (var spot : known) {
                var names = listed.get(spot.place());
                if (names != null && !names.contains(spot.name())) {
                    statement.setString(1, spot.place());
                    statement.setString(2, spot.name());
                    statement.executeUpdate();
                }
            }
        }
    }
}
