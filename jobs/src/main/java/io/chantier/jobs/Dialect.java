package io.chantier.jobs;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The two databases that can hold a journal, and the few things in which they differ.
 *
 * <p>An SQLite {@code DataSource} must open its connections in WAL mode with a busy timeout and {@code IMMEDIATE}
 * transactions, because a read that turns into a write cannot wait for its turn.
 */
public enum Dialect {
    POSTGRESQL {
        @Override
        Object uuid(UUID value) {
            return value;
        }

        @Override
        Object time(Instant value) {
            return value.atOffset(ZoneOffset.UTC);
        }

        @Override
        UUID uuid(ResultSet row, String column) throws SQLException {
            return row.getObject(column, UUID.class);
        }

        @Override
        @Nullable
        Instant time(ResultSet row, String column) throws SQLException {
            var value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        }

        @Override
        String forUpdate() {
            return " for update";
        }

        @Override
        void lock(Sql sql, String name) throws SQLException {
            sql.row("select pg_advisory_xact_lock(hashtextextended(?, 0))", _ -> name, name);
        }

        @Override
        void notify(Sql sql, String message) throws SQLException {
            sql.row("select pg_notify(?, ?)", _ -> message, CHANNEL, message);
        }

        @Override
        Optional<Sql.Statement> notification(String message, JobId job) {
            return Optional.of(
                    new Sql.Statement("select pg_notify(?, ?) from job where id = ?", CHANNEL, message, job));
        }

        @Override
        boolean takesSeveral() {
            return true;
        }

        @Override
        JdbcCustomization dispatcher() {
            return new PostgresPicking();
        }
    },

    SQLITE {
        @Override
        Object uuid(UUID value) {
            return value.toString();
        }

        @Override
        Object time(Instant value) {
            return value.toEpochMilli();
        }

        @Override
        UUID uuid(ResultSet row, String column) throws SQLException {
            return UUID.fromString(row.getString(column));
        }

        @Override
        @Nullable
        Instant time(ResultSet row, String column) throws SQLException {
            long millis = row.getLong(column);
            return row.wasNull() ? null : Instant.ofEpochMilli(millis);
        }

        @Override
        String forUpdate() {
            return "";
        }

        @Override
        void lock(Sql sql, String name) {
            // A transaction that writes is alone anyway.
        }

        @Override
        void notify(Sql sql, String message) {
            // Nobody listens through the database; the bell rings inside the process.
        }

        @Override
        Optional<Sql.Statement> notification(String message, JobId job) {
            return Optional.empty();
        }

        @Override
        boolean takesSeveral() {
            return false;
        }

        @Override
        JdbcCustomization dispatcher() {
            return new SqliteJdbcCustomization();
        }
    };

    static final String CHANNEL = "chantier_jobs";

    abstract Object uuid(UUID value);

    abstract Object time(Instant value);

    abstract UUID uuid(ResultSet row, String column) throws SQLException;

    abstract @Nullable Instant time(ResultSet row, String column) throws SQLException;

    abstract String forUpdate();

    /** Holds a named lock until the transaction ends. */
    abstract void lock(Sql sql, String name) throws SQLException;

    /** Tells the other processes, at the commit. */
    abstract void notify(Sql sql, String message) throws SQLException;

    /** The same as a statement, which tells nothing where there is no such job; empty where nobody listens. */
    abstract Optional<Sql.Statement> notification(String message, JobId job);

    /** Whether the database takes several statements in one message. */
    abstract boolean takesSeveral();

    abstract JdbcCustomization dispatcher();
}
