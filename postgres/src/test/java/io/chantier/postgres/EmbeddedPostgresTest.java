package io.chantier.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    private Path data;

    @Test
    void a_server_is_made_sound_and_its_rows_are_there_at_the_next_start() throws Exception {
        int port;
        try (var server = EmbeddedPostgres.start(data, 0)) {
            port = server.port();
            assertThat(server.startedHere()).isTrue();
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "data_checksums")).isEqualTo("on");
            assertThat(setting(server, "password_encryption")).isEqualTo("scram-sha-256");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(
                            one(
                                    server,
                                    "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'chantier'"))
                    .isEqualTo("b C.UTF-8");
            assertThat(one(server, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("false");
            execute(server, "create table kept (id int)", "insert into kept values (7)");
        }
        try (var server = EmbeddedPostgres.start(data, 0)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(one(server, "select id::text from kept")).isEqualTo("7");
        }
    }

    @Test
    void the_passwords_are_readable_by_nobody_else_and_no_password_lets_nobody_in() throws Exception {
        try (var server = EmbeddedPostgres.start(data, 0)) {
            for (var file : List.of("password", "admin-password")) {
                var mode =
                        Files.getPosixFilePermissions(data.resolve("postgres").resolve(file));
                assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void a_running_server_is_used_and_left_running_by_the_second() throws Exception {
        try (var first = EmbeddedPostgres.start(data, 0)) {
            try (var second = EmbeddedPostgres.start(data, 0)) {
                assertThat(second.origin()).isEqualTo(EmbeddedPostgres.Origin.ADOPTED);
                assertThat(second.port()).isEqualTo(first.port());
            }
            assertThat(one(first, "select 'still here'")).isEqualTo("still here");
        }
    }

    @Test
    void two_starters_at_once_get_one_server() throws Exception {
        Callable<EmbeddedPostgres> start = () -> EmbeddedPostgres.start(data, 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var servers = new ArrayList<EmbeddedPostgres>();
            for (var future : threads.invokeAll(List.of(start, start))) {
                servers.add(future.get());
            }
            assertThat(servers)
                    .extracting(EmbeddedPostgres::port)
                    .containsOnly(servers.getFirst().port());
            assertThat(servers).extracting(EmbeddedPostgres::startedHere).containsExactlyInAnyOrder(true, false);
            servers.forEach(EmbeddedPostgres::close);
        }
    }

    @Test
    void a_killed_server_starts_again_and_no_acknowledged_row_is_lost() throws Exception {
        long acknowledged = 0;
        try (var server = EmbeddedPostgres.start(data, 0);
                var connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute("create table acked (id bigint primary key)");
            for (int i = 0; i < 200; i++) {
                statement.execute("insert into acked values (" + (acknowledged + 1) + ")");
                acknowledged++;
            }
            kill(serverPid());
        }
        try (var server = EmbeddedPostgres.start(data, 0)) {
            assertThat(one(server, "select max(id)::text from acked")).isEqualTo(Long.toString(acknowledged));
        }
    }

    @Test
    void a_guarded_server_that_is_killed_comes_back_on_its_port_each_time() throws Exception {
        try (var server = EmbeddedPostgres.start(data, 0).keepRunning()) {
            execute(server, "create table kept (id int)");
            for (int i = 1; i <= 3; i++) {
                execute(server, "insert into kept values (" + i + ")");
                kill(serverPid());
                var rows = Integer.toString(i);
                await().atMost(30, SECONDS)
                        .ignoreExceptionsInstanceOf(SQLException.class)
                        .until(() -> one(server, "select count(*)::text from kept"), rows::equals);
            }
            assertThat(EmbeddedPostgres.start(data, 0).port()).isEqualTo(server.port());
        }
        assertThat(EmbeddedPostgres.stopOrphan(data)).isFalse();
        assertThat(PidFile.of(data.resolve("postgres/cluster"))).isEmpty();
    }

    @Test
    void an_adopted_server_whose_owner_died_with_it_is_started_again_by_the_one_left() throws Exception {
        var holder = holder(data);
        try (var server = EmbeddedPostgres.start(data, 0).keepRunning()) {
            assertThat(server.origin()).isEqualTo(EmbeddedPostgres.Origin.ADOPTED);
            kill(holder.pid());
            kill(serverPid());
            await().atMost(30, SECONDS)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> one(server, "select id::text from held"), "1"::equals);
        }
        assertThat(PidFile.of(data.resolve("postgres/cluster"))).isEmpty();
    }

    @Test
    void the_server_of_a_killed_process_is_taken_over_with_its_rows() throws Exception {
        var holder = holder(data);
        var pid = serverPid();
        kill(holder.pid());
        assertThat(holder.waitFor(10, SECONDS)).isTrue();
        try (var server = EmbeddedPostgres.start(data, 0)) {
            assertThat(server.origin()).isEqualTo(EmbeddedPostgres.Origin.INHERITED);
            assertThat(serverPid()).isEqualTo(pid);
            assertThat(one(server, "select id::text from held")).isEqualTo("1");
        }
        await().atMost(10, SECONDS)
                .until(() -> PidFile.of(data.resolve("postgres/cluster")).isEmpty());
    }

    @Test
    void an_orphan_is_stopped_and_a_server_in_use_is_left_alone() throws Exception {
        var holder = holder(data);
        assertThat(EmbeddedPostgres.stopOrphan(data)).isFalse();
        kill(holder.pid());
        assertThat(holder.waitFor(10, SECONDS)).isTrue();
        assertThat(EmbeddedPostgres.stopOrphan(data)).isTrue();
        assertThat(EmbeddedPostgres.stopOrphan(data)).isFalse();
    }

    @Test
    void a_taken_port_is_passed_over() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = EmbeddedPostgres.start(data, taken.getLocalPort())) {
            assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void a_cluster_of_another_major_version_is_refused_with_the_way_out() throws Exception {
        EmbeddedPostgres.start(data, 0).close();
        Files.writeString(data.resolve("postgres/cluster/PG_VERSION"), "15\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(data, 0))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("PostgreSQL 15")
                .hasMessageContaining("chantier backup");
    }

    @Test
    void a_lost_password_is_named_and_not_replaced() throws Exception {
        try (var _ = EmbeddedPostgres.start(data, 0)) {
            Files.writeString(data.resolve("postgres/admin-password"), "lost");
            assertThatThrownBy(() -> EmbeddedPostgres.start(data, 0))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("admin-password");
        }
    }

    private Process holder(Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(java, "-cp", System.getProperty("java.class.path"), Holder.class.getName(), folder.toString());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(firstLine(process)).isEqualTo("holding");
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        try (BufferedReader reader = process.inputReader()) {
            return reader.readLine();
        }
    }

    private long serverPid() throws IOException {
        return PidFile.of(data.resolve("postgres/cluster")).orElseThrow().pid();
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private static String setting(EmbeddedPostgres server, String name) throws SQLException {
        return one(server, "show " + name);
    }

    private static String one(EmbeddedPostgres server, String query) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres server, String... commands) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }
}
