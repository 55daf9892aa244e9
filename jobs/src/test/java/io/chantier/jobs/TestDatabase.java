package io.chantier.jobs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.chantier.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A fresh journal on a real database. */
interface TestDatabase extends AutoCloseable {

    DataSource source();

    Dialect dialect();

    @Override
    void close();

    /** One server for the whole test run, emptied for each test. */
    final class Postgres implements TestDatabase {

        private final HikariDataSource source;

        /** Starts with the first test that needs it, and never in a child process, which is told where it is. */
        private static final class Server {
            private static final EmbeddedPostgres SERVER = start();
        }

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.start(Files.createTempDirectory("chantier-jobs-test"), 0);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Postgres() {
            this.source = pool(Server.SERVER.jdbcUrl(), Server.SERVER.user(), Server.SERVER.password());
            execute("drop table if exists job_log, job_step, job_signal, job_dispatch, job, job_schema");
            JobTables.create(source, Dialect.POSTGRESQL);
        }

        static String url() {
            return Server.SERVER.jdbcUrl();
        }

        static String user() {
            return Server.SERVER.user();
        }

        static String password() {
            return Server.SERVER.password();
        }

        static HikariDataSource pool(String url, String user, String password) {
            var config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setUsername(user);
            config.setPassword(password);
            config.setMaximumPoolSize(20);
            return new HikariDataSource(config);
        }

        private void execute(String statement) {
            try (var connection = source.getConnection();
                    var prepared = connection.createStatement()) {
                prepared.execute(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public DataSource source() {
            return source;
        }

        @Override
        public Dialect dialect() {
            return Dialect.POSTGRESQL;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** A file of its own for each test. */
    final class Sqlite implements TestDatabase {

        private final DataSource source;

        Sqlite(Path file) {
            this.source = file(file);
            JobTables.create(source, Dialect.SQLITE);
        }

        static DataSource file(Path file) {
            var config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setBusyTimeout(20_000);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.enforceForeignKeys(true);
            var source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + file);
            return source;
        }

        @Override
        public DataSource source() {
            return source;
        }

        @Override
        public Dialect dialect() {
            return Dialect.SQLITE;
        }

        @Override
        public void close() {}
    }
}
