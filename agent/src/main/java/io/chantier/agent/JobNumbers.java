package io.chantier.agent;

import io.chantier.jobs.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which number, and which name of its asker, belongs to which job of the engine; each is found by an index. */
final class JobNumbers {

    private static final String TABLE = """
            create table if not exists agent_job (
                number       integer primary key autoincrement,
                agent_job_id text unique,
                job          text not null
            )""";

    /** A journal of before this table has the number as the job's subject and the name in its input. */
    private static final String ADOPT = """
            insert into agent_job (number, agent_job_id, job)
            select cast(subject as integer), case when name is not null and earlier = 1 then name end, id from (
                select id, subject, name, row_number() over (partition by name order by id) as earlier from (
                    select id, subject, json_extract(input, '$.agent_job_id') as name from job))
            where not exists (select 1 from agent_job)""";

    static final String BY_NAME = "select number, job from agent_job where agent_job_id = ?";

    private final Journal journal;

    record Numbered(long number, JobId job) {}

    private interface Filling {
        void of(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    JobNumbers(Journal journal) {
        this.journal = journal;
        journal.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(TABLE);
                return statement.executeUpdate(ADOPT);
            }
        });
    }

    /** Takes the next number, in the caller's transaction; {@link #belongsTo} says for which job. */
    static long next(Connection connection, @Nullable String agentJobId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into agent_job (agent_job_id, job) values (?, '') returning number")) {
            statement.setString(1, agentJobId);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static void belongsTo(Connection connection, long number, JobId job) throws SQLException {
        try (var statement = connection.prepareStatement("update agent_job set job = ? where number = ?")) {
            statement.setString(1, job.toString());
            statement.setLong(2, number);
            statement.executeUpdate();
        }
    }

    Optional<JobId> job(long number) {
        return read(
                        "select job from agent_job where number = ?",
                        statement -> statement.setLong(1, number),
                        row -> JobId.of(row.getString(1)))
                .stream()
                .findFirst();
    }

    Optional<Numbered> named(String agentJobId) {
        return read(
                        BY_NAME,
                        statement -> statement.setString(1, agentJobId),
                        row -> new Numbered(row.getLong(1), JobId.of(row.getString(2))))
                .stream()
                .findFirst();
    }

    /** Newest first; jobs without a name are left out. */
    List<String> latestNames(int most) {
        return read(
                "select agent_job_id from agent_job where agent_job_id is not null order by number desc limit ?",
                statement -> statement.setInt(1, most),
                row -> row.getString(1));
    }

    private <T> List<T> read(String sql, Filling filling, Reading<T> reading) {
        return journal.read(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                filling.of(statement);
                var found = new ArrayList<T>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(reading.of(row));
                    }
                }
                return found;
            }
        });
    }
}
