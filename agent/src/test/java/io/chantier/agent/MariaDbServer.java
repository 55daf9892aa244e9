package io.chantier.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB of Debian on a free port of the loopback, whose root has a password of chance. Linux only, as benches are. */
public final class MariaDbServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SMALL = List.of(
            "--innodb-log-file-size=8M",
            "--innodb-buffer-pool-size=32M",
            "--innodb-flush-log-at-trx-commit=2",
            "--skip-name-resolve");

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost");

    private final Path folder;
    private final int port;
    private final String rootPassword;
    private Process process;

    private MariaDbServer(Path folder, int port, String rootPassword) throws IOException {
        this.folder = folder;
        this.port = port;
        this.rootPassword = rootPassword;
        this.process = daemon();
    }

    /** One for all tests of this process, ended with it. */
    public static MariaDbServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final MariaDbServer SERVER = started();

        private Shared() {}

        private static MariaDbServer started() {
            var server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    /** One of the caller's own, for those who kill it. */
    public static MariaDbServer start() {
        try {
            var folder = Files.createTempDirectory("mariadb");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            if (isRoot()) {
                var users = folder.getFileSystem().getUserPrincipalLookupService();
                Files.setOwner(folder, users.lookupPrincipalByName("mysql"));
            }
            install(folder);
            return new MariaDbServer(folder, Ports.free(), chance()).withRootPassword();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void install(Path folder) throws IOException {
        var words = new ArrayList<>(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--datadir=" + folder.resolve("data")));
        words.addAll(SMALL);
        var install = asOwner(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("install.log").toFile())
                .start();
        try {
            if (!install.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || install.exitValue() != 0) {
                throw new IllegalStateException(
                        "No MariaDB could be set up: " + Files.readString(folder.resolve("install.log")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process daemon() throws IOException {
        var words = new ArrayList<>(List.of(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--pid-file=" + folder.resolve("pid")));
        words.addAll(SMALL);
        return asOwner(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** A MariaDB refuses to run as root. */
    private static ProcessBuilder asOwner(List<String> words) {
        var all = new ArrayList<String>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups"));
        }
        all.addAll(words);
        var builder = new ProcessBuilder(all);
        builder.environment().merge("PATH", "/usr/sbin", (path, daemons) -> path + ":" + daemons);
        return builder;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0)
                    .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MariaDbServer withRootPassword() throws SQLException {
        try (var _ = awaitAnswer("")) {
            changeRootPassword("", rootPassword);
            return this;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection awaitAnswer(String password) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return connect("root", password, "");
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new SQLException("MariaDB does not answer; see " + folder.resolve("log"), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param database may be empty */
    public Connection connect(String user, String password, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + database, user, password);
    }

    /** The first column of what root is answered. */
    public List<String> ask(String sql) {
        try (var connection = connect("root", rootPassword, "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something as root. */
    public void tell(String... statements) {
        try (var connection = connect("root", rootPassword, "");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives root another password, which nobody here is told. */
    void changeRootPassword(String another) throws SQLException {
        changeRootPassword(rootPassword, another);
    }

    void changeRootPasswordBack(String another) throws SQLException {
        changeRootPassword(another, rootPassword);
    }

    private void changeRootPassword(String before, String after) throws SQLException {
        try (var connection = connect("root", before, "");
                var statement = connection.createStatement()) {
            for (var host : LOOPBACK) {
                statement.execute("alter user root@'" + host + "' identified by '" + after + "'");
            }
        }
    }

    /** The databases and users that no fresh MariaDB has. */
    public List<String> made() {
        return ask("""
                select concat('database ', schema_name) from information_schema.schemata
                where schema_name not in ('information_schema', 'mysql', 'performance_schema', 'sys')
                union all
                select concat('user ', user) from mysql.user where user not in ('root', 'mariadb.sys', 'mysql', '')""");
    }

    public int port() {
        return port;
    }

    public String rootPassword() {
        return rootPassword;
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    /** Starts it again after {@link #kill}, on the same port with the same data. */
    public void again() {
        try {
            process = daemon();
            awaitAnswer(rootPassword).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ended() {
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String chance() {
        return new BigInteger(96, new SecureRandom()).toString(36);
    }
}
