package io.chantier.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** What one writes first: a table with a state, and a loop that looks into it once a second. */
final class NaiveQueue implements Queue {

    private static final int LOOK_EVERY_MILLIS = 1000;

    private final DataSource source;

    NaiveQueue(DataSource source) {
        this.source = source;
        Database.execute(source, """
                create table if not exists naive_job (id bigserial primary key, number integer not null,
                enqueued bigint not null, state text not null default 'QUEUED')""");
    }

    static void work(DataSource source, boolean printing) throws InterruptedException {
        while (true) {
            try (var connection = source.getConnection()) {
                for (var job : queued(connection).entrySet()) {
                    become(connection, job.getKey(), "RUNNING");
                    if (printing) {
                        Stopwatch.print(job.getValue());
                    }
                    become(connection, job.getKey(), "DONE");
                }
            } catch (SQLException e) {
                System.err.println(e.getMessage());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static Map<Long, Long> queued(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "select id, enqueued from naive_job where state = 'QUEUED' order by id");
                var result = statement.executeQuery()) {
            var jobs = new LinkedHashMap<Long, Long>();
            while (result.next()) {
                jobs.put(result.getLong(1), result.getLong(2));
            }
            return jobs;
        }
    }

    private static void become(Connection connection, long job, String state) throws SQLException {
        try (var statement = connection.prepareStatement("update naive_job set state = ? where id = ?")) {
            statement.setString(1, state);
            statement.setLong(2, job);
            statement.executeUpdate();
        }
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public void enqueue(int number) {
        Database.execute(
                source, "insert into naive_job (number, enqueued) values (" + number + ", " + System.nanoTime() + ")");
    }

    @Override
    public long finished() {
        return Database.count(source, "select count(*) from naive_job where state = 'DONE'");
    }

    @Override
    public void clear() {
        Database.execute(source, "truncate naive_job");
    }
}
