package io.chantier.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs statements on one connection, with arguments and columns in the types of the engine. */
final class Sql {

    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    private final Connection connection;
    private final Dialect dialect;

    Sql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    Connection connection() {
        return connection;
    }

    int update(String statement, @Nullable Object... arguments) throws SQLException {
        try (var prepared = prepare(statement, arguments)) {
            return prepared.executeUpdate();
        }
    }

    <T> Optional<T> row(String statement, Mapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        var rows = rows(statement, mapper, arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    <T> List<T> rows(String statement, Mapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        try (var prepared = prepare(statement, arguments);
                var results = prepared.executeQuery()) {
            var rows = new ArrayList<T>();
            while (results.next()) {
                rows.add(mapper.map(new Row(results, dialect)));
            }
            return rows;
        }
    }

    private PreparedStatement prepare(String statement, @Nullable Object... arguments) throws SQLException {
        var prepared = connection.prepareStatement(statement);
        for (int i = 0; i < arguments.length; i++) {
            prepared.setObject(i + 1, bound(arguments[i]));
        }
        return prepared;
    }

    private @Nullable Object bound(@Nullable Object argument) {
        return switch (argument) {
            case null -> null;
            case UUID id -> dialect.uuid(id);
            case JobId id -> dialect.uuid(id.value());
            case Instant time -> dialect.time(time);
            case Enum<?> constant -> constant.name();
            // PostgreSQL refuses the null character, and text from outside may hold it.
            case String text -> text.replace("\0", "");
            default -> argument;
        };
    }

    /** The current row of a result. */
    record Row(ResultSet results, Dialect dialect) {

        String text(String column) throws SQLException {
            return Objects.requireNonNull(results.getString(column), column);
        }

        @Nullable
        String textOrNull(String column) throws SQLException {
            return results.getString(column);
        }

        int number(String column) throws SQLException {
            return results.getInt(column);
        }

        long big(String column) throws SQLException {
            return results.getLong(column);
        }

        boolean flag(String column) throws SQLException {
            return results.getBoolean(column);
        }

        UUID uuid(String column) throws SQLException {
            return dialect.uuid(results, column);
        }

        Instant time(String column) throws SQLException {
            return Objects.requireNonNull(dialect.time(results, column), column);
        }

        @Nullable
        Instant timeOrNull(String column) throws SQLException {
            return dialect.time(results, column);
        }
    }
}
