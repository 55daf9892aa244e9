package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionsTest {

    private static final String FULL = "database or disk is full";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Transactions transactions() {
        return Transactions.owning(TestDatabase.Sqlite.file(folder.resolve("journal")), Dialect.SQLITE);
    }

    /** As a pool does with one that can be used no more. */
    private static void throwAway(Sql sql) throws SQLException {
        sql.connection().close();
    }

    @Test
    void a_connection_that_is_thrown_away_fails_with_what_went_wrong_first() {
        assertThatThrownBy(() -> transactions().in(sql -> {
                    throwAway(sql);
                    throw new SQLException(FULL);
                }))
                .isInstanceOf(JobsException.class)
                .hasMessageContaining(FULL)
                .cause()
                .hasMessage(FULL)
                .satisfies(first -> assertThat(first.getSuppressed())
                        .as("what rolling back said")
                        .hasOnlyElementsOfType(SQLException.class)
                        .hasSize(1));
    }

    @Test
    void so_it_does_where_that_was_no_trouble_of_the_database() {
        var lost = new LeaseLost(new JobId(new UUID(0, 1)));

        assertThatThrownBy(() -> transactions().in(sql -> {
                    throwAway(sql);
                    throw lost;
                }))
                .isSameAs(lost);
    }

    /** As of a pool: the next work gets the connection as this one left it. */
    @Test
    void what_fails_is_rolled_back_and_the_connection_is_as_before() throws SQLException {
        try (var connection =
                        TestDatabase.Sqlite.file(folder.resolve("journal")).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table said (what text)");

            assertThatThrownBy(() -> Transactions.owning(always(connection), Dialect.SQLITE)
                            .in(sql -> {
                                sql.update("insert into said values ('half')");
                                throw new SQLException(FULL);
                            }))
                    .hasMessageContaining(FULL);

            assertThat(connection.getAutoCommit()).isTrue();
            try (var count = statement.executeQuery("select count(*) from said")) {
                assertThat(count.getInt(1)).isZero();
            }
        }
    }

    /** Brings this connection each time; to close it does nothing. */
    private static DataSource always(Connection connection) {
        var lent = (Connection) proxy(
                Connection.class,
                (_, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        return (DataSource) proxy(DataSource.class, (_, _, _) -> lent);
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
