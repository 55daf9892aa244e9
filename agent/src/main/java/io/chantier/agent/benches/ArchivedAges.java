package io.chantier.agent.benches;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * For how long archived sites have been seen, counted by the agent itself from look to look. Between two looks at most a
 * day counts, and a clock that was put back counts nothing: whatever the clock says, nobody grows old at once.
 */
final class ArchivedAges {

    private static final Duration MOST = Duration.ofDays(1);

    private static final String SITES = """
            create table if not exists agent_archived (
                folder  text    primary key,
                seconds integer not null -- for so long it has been seen
            ) without rowid""";

    private static final String LOOKED = """
            create table if not exists agent_archive_look (
                one integer primary key check (one = 1),
                at  integer not null -- by the clock, in seconds
            )""";

    private final DataSource journal;

    ArchivedAges(DataSource journal) {
        this.journal = journal;
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(SITES);
            statement.execute(LOOKED);
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }

    /** @return how old each of those is that are there now; the others are forgotten */
    synchronized Map<String, Duration> look(Set<String> folders, Instant now) {
        try (var connection = journal.getConnection()) {
            var passed = passed(connection, now);
            var ages = new HashMap<String, Duration>();
            known(connection).forEach((folder, age) -> {
                if (folders.contains(folder)) {
                    ages.put(folder, age.plus(passed));
                }
            });
            folders.forEach(folder -> ages.putIfAbsent(folder, Duration.ZERO));
            write(connection, ages);
            return ages;
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
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

    private static Map<String, Duration> known(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select folder, seconds from agent_archived")) {
            var found = new HashMap<String, Duration>();
            while (row.next()) {
                found.put(row.getString(1), Duration.ofSeconds(row.getLong(2)));
            }
            return found;
        }
    }

    private static void write(Connection connection, Map<String, Duration> ages) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("delete from agent_archived");
        }
        try (var statement = connection.prepareStatement("insert into agent_archived values (?, ?)")) {
            for (var age : ages.entrySet()) {
                statement.setString(1, age.getKey());
                statement.setLong(2, age.getValue().toSeconds());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
