package io.chantier.deployment.dokploy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Lets one at a time do something, on all replicas together; a turn ends with its work, or with its replica. */
final class Turns {

    private final DataSource database;

    /** @param database whose connections join no transaction of the caller's */
    Turns(DataSource database) {
        this.database = database;
    }

    /** Empty where somebody else is at it. */
    <T> Optional<T> alone(String what, Supplier<T> work) {
        try (var connection = database.getConnection()) {
            if (!ask(connection, "select pg_try_advisory_lock(hashtextextended(?, 5))", what)) return Optional.empty();
            try {
                return Optional.of(work.get());
            } finally {
                ask(connection, "select pg_advisory_unlock(hashtextextended(?, 5))", what);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("No turn for " + what, e);
        }
    }

    private static boolean ask(Connection connection, String sql, String what) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, "dokploy:" + what);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
