package io.chantier.agent.commands;

import io.chantier.jobs.JobId;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The commands in the agent's journal: which ran, which run, and what they printed so far. */
final class CommandRows {

    private static final String TABLE = """
            create table if not exists agent_command (
                number      integer primary key autoincrement,
                job         text    not null,
                step        text    not null,
                position    integer not null,
                command     text    not null,
                directory   text    not null,
                mark        text    not null,
                pid         integer,
                pid_started integer, -- milliseconds; a number of a process is soon another's
                started_at  integer not null, -- microseconds
                ended_at    integer,
                output      text    not null default '',
                returncode  integer,
                cut_short   text
            )""";

    /** A command whose end the journal does not know. */
    record Left(
            long number,
            String mark,
            @Nullable Long pid,
            @Nullable Long pidStarted) {}

    private interface Fill {
        void into(PreparedStatement statement) throws SQLException;
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private final DataSource journal;

    CommandRows(DataSource journal) {
        this.journal = journal;
        update(TABLE, _ -> {});
        update("create index if not exists agent_command_of_job on agent_command (job, number)", _ -> {});
        update(
                "create index if not exists agent_command_left on agent_command (number) where ended_at is null",
                _ -> {});
    }

    long begin(String job, String step, Command command, String mark) {
        return rows(
                        """
                        insert into agent_command (job, step, position, command, directory, mark, started_at)
                        values (?, ?, (select count(*) from agent_command where job = ? and step = ?), ?, ?, ?, ?)
                        returning number""",
                        statement -> {
                            statement.setString(1, job);
                            statement.setString(2, step);
                            statement.setString(3, job);
                            statement.setString(4, step);
                            statement.setString(5, command.shown());
                            statement.setString(6, command.directory().toString());
                            statement.setString(7, mark);
                            statement.setLong(8, micros(Instant.now()));
                        },
                        row -> row.getLong(1))
                .getFirst();
    }

    void process(long number, long pid, long started) {
        update("update agent_command set pid = ?, pid_started = ? where number = ?", statement -> {
            statement.setLong(1, pid);
            statement.setLong(2, started);
            statement.setLong(3, number);
        });
    }

    void output(long number, String soFar) {
        update("update agent_command set output = ? where number = ?", statement -> {
            statement.setString(1, soFar);
            statement.setLong(2, number);
        });
    }

    /** @param cutShort why somebody ended it; null where it ended by itself */
    void end(long number, String output, @Nullable Integer code, @Nullable String cutShort) {
        update("""
                update agent_command set ended_at = ?, output = ?, returncode = ?, cut_short = ?
                where number = ?""", statement -> {
            statement.setLong(1, micros(Instant.now()));
            statement.setString(2, output);
            statement.setObject(3, code);
            statement.setString(4, cutShort);
            statement.setLong(5, number);
        });
    }

    void lost(long number, String cutShort) {
        update("update agent_command set ended_at = ?, cut_short = ? where number = ?", statement -> {
            statement.setLong(1, micros(Instant.now()));
            statement.setString(2, cutShort);
            statement.setLong(3, number);
        });
    }

    void forget(long number) {
        update("delete from agent_command where number = ?", statement -> statement.setLong(1, number));
    }

    List<Left> left() {
        return rows(
                "select * from agent_command where ended_at is null",
                _ -> {},
                row -> new Left(
                        row.getLong("number"), row.getString("mark"), number(row, "pid"), number(row, "pid_started")));
    }

    /** When the first command of a step began. */
    List<Instant> begun(JobId job, String step) {
        return rows(
                "select started_at from agent_command where job = ? and step = ? order by number limit 1",
                statement -> {
                    statement.setString(1, job.toString());
                    statement.setString(2, step);
                },
                row -> instant(row.getLong(1)));
    }

    List<RanCommand> of(JobId job) {
        return rows(
                "select * from agent_command where job = ? order by number",
                statement -> statement.setString(1, job.toString()),
                row -> new RanCommand(row.getLong("number"), row.getString("step"), told(row)));
    }

    private static AgentCommand told(ResultSet row) throws SQLException {
        var start = instant(row.getLong("started_at"));
        var ended = number(row, "ended_at");
        var code = number(row, "returncode");
        var cutShort = row.getString("cut_short");
        var status = status(ended, code, cutShort);
        return new AgentCommand(
                row.getString("command"),
                row.getString("directory"),
                local(start),
                ended == null ? null : local(instant(ended)),
                ended == null ? null : Duration.between(start, instant(ended)),
                row.getString("output"),
                code == null ? null : code.intValue(),
                status,
                status == AgentStatus.FAILURE ? traceback(code, cutShort) : null);
    }

    private static AgentStatus status(@Nullable Long ended, @Nullable Long code, @Nullable String cutShort) {
        if (ended == null) {
            return AgentStatus.RUNNING;
        }
        return cutShort == null && code != null && code == 0 ? AgentStatus.SUCCESS : AgentStatus.FAILURE;
    }

    private static String traceback(@Nullable Long code, @Nullable String cutShort) {
        return cutShort == null ? "The program ended with exit code " + code : cutShort;
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneId.systemDefault());
    }

    private <T> List<T> rows(String sql, Fill fill, Read<T> read) {
        try (Connection connection = journal.getConnection();
                var statement = connection.prepareStatement(sql)) {
            fill.into(statement);
            var rows = new ArrayList<T>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(read.from(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be used", e);
        }
    }

    private void update(String sql, Fill fill) {
        try (Connection connection = journal.getConnection();
                var statement = connection.prepareStatement(sql)) {
            fill.into(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }
}
