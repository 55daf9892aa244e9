package io.chantier.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work on a connection: in the caller's transaction where there is one, else in one of its own. */
final class Transactions {

    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    private final DataSource source;
    private final Dialect dialect;
    private final boolean joins;

    private Transactions(DataSource source, Dialect dialect, boolean joins) {
        this.source = source;
        this.dialect = dialect;
        this.joins = joins;
    }

    /** A connection that comes with autocommit off belongs to somebody's transaction and is never committed here. */
    static Transactions joining(DataSource source, Dialect dialect) {
        return new Transactions(source, dialect, true);
    }

    static Transactions owning(DataSource source, Dialect dialect) {
        return new Transactions(source, dialect, false);
    }

    <T> T in(Work<T> work) {
        try (var connection = source.getConnection()) {
            if (joins && !connection.getAutoCommit()) {
                return work.run(new Sql(connection, dialect));
            }
            return alone(connection, work);
        } catch (SQLException e) {
            throw new JobsException("The job journal did not answer as expected: " + e.getMessage(), e);
        }
    }

    /** Reads without a transaction of its own: SQLite's would have to wait for the writer. */
    <T> T read(Work<T> work) {
        try (var connection = source.getConnection()) {
            return work.run(new Sql(connection, dialect));
        } catch (SQLException e) {
            throw new JobsException("The job journal could not be read: " + e.getMessage(), e);
        }
    }

    private <T> T alone(Connection connection, Work<T> work) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            var result = work.run(new Sql(connection, dialect));
            connection.commit();
            connection.setAutoCommit(before);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, before, e);
            throw e;
        }
    }

    /** What goes wrong here, as on a connection that was thrown away, does not hide what went wrong before. */
    private static void rollBack(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
