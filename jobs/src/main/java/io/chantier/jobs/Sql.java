package io.chantier.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** A statement and what it is given. */
    static final class Statement {
        private final String text;
        private final List<@Nullable Object> arguments;

        Statement(String text, @Nullable Object... arguments) {
            this.text = text;
            this.arguments = Arrays.asList(arguments);
        }
    }

    /**
     * Runs statements that do not wait for each other's results in one message where the database takes several, because
     * most of what a small transaction costs is the way there and back.
     *
     * @return how many rows each changed, or 0 for one that selects
     */
    List<Integer> together(List<Statement> statements) throws SQLException {
        if (dialect.takesSeveral()) {
            var text = statements.stream().map(one -> one.text).collect(Collectors.joining(";\n"));
            var arguments =
                    statements.stream().flatMap(one -> one.arguments.stream()).toArray();
            try (var prepared = prepare(text, arguments)) {
                prepared.execute();
                return counts(prepared, statements.size());
            }
        }
        var counts = new ArrayList<Integer>();
        for (var one : statements) {
            try (var prepared = prepare(one.text, one.arguments.toArray())) {
                prepared.execute();
                counts.addAll(counts(prepared, 1));
            }
        }
        return counts;
    }

    private static List<Integer> counts(PreparedStatement executed, int statements) throws SQLException {
        var counts = new ArrayList<Integer>();
        while (counts.size() < statements) {
            counts.add(Math.max(0, executed.getUpdateCount()));
            executed.getMoreResults();
        }
        return counts;
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
