package io.chantier.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
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

    @Test
    void what_fails_is_rolled_back_and_the_connection_is_as_before() throws SQLException {
        var source = TestDatabase.Sqlite.file(folder.resolve("journal"));
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table said (what text)");
        }
        assertThatThrownBy(() -> transactions().in(sql -> {
                    sql.update("insert into said values ('half')");
                    throw new SQLException(FULL);
                }))
                .hasMessageContaining(FULL);

        var said = transactions().in(sql -> sql.row("select count(*) as said from said", row -> row.number("said")));
        assertThat(said).contains(0);
    }
}
