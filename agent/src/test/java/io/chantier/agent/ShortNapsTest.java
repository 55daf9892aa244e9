package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.BusyHandler;

class ShortNapsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void aTable() throws SQLException {
        try (var connection = connection(Duration.ZERO)) {
            execute(connection, "create table said (what text)");
        }
    }

    @Test
    void a_writer_waits_until_the_one_before_it_is_done() throws Exception {
        try (var first = connection(Duration.ofSeconds(30));
                var second = connection(Duration.ofSeconds(30));
                var elsewhere = Executors.newSingleThreadExecutor()) {
            execute(first, "begin immediate");
            var begun = new CountDownLatch(1);
            var waiting = elsewhere.submit(() -> {
                begun.countDown();
                execute(second, "insert into said values ('second')");
                return true;
            });
            begun.await();
            Thread.sleep(300);
            assertThat(waiting).isNotDone();
            execute(first, "insert into said values ('first')");
            execute(first, "commit");

            assertThat(waiting.get()).isTrue();
            assertThat(said(first)).isEqualTo("first, second");
        }
    }

    @Test
    void a_writer_that_waits_for_too_long_is_told_so_and_may_wait_again_later() throws Exception {
        try (var first = connection(Duration.ofSeconds(30));
                var second = connection(Duration.ofMillis(50))) {
            execute(first, "begin immediate");
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> execute(second, "insert into said values ('second')"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("SQLITE_BUSY");
            }
            execute(first, "commit");

            execute(second, "insert into said values ('second')");
            assertThat(said(first)).isEqualTo("second");
        }
    }

    private Connection connection(Duration patience) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("file.sqlite3"));
        BusyHandler.setHandler(connection, new ShortNaps(patience));
        return connection;
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    private static String said(Connection connection) throws SQLException {
        try (var open = connection.createStatement();
                var rows = open.executeQuery(
                        "select group_concat(what, ', ') from (select what from said order by rowid)")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
