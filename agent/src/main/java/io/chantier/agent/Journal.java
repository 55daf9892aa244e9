package io.chantier.agent;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The agent's database file. Within {@link #inTransaction} whoever asks for a connection gets the transaction's, so that
 * a job and its number are written together or not at all.
 */
final class Journal extends HikariDataSource {

    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_CONNECTIONS = 10;
    /** What is to be done where it {@link #isUnwritable}. */
    static final String UNWRITTEN = "The agent cannot write its journal, jobs.sqlite3 in its folder: make room on that"
            + " disk, see whether the agent's user may write there, and ask again";

    private static final Set<Integer> UNWRITABLE = Set.of(
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_READONLY.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code);
    /** The rest of a result's code says more about it. */
    private static final int PRIMARY = 0xff;

    /**
     * Where it can write no more, SQLite ends the transaction by itself and its driver does not notice: from then on
     * the connection would commit each statement alone, and no transaction ever again.
     */
    private static final SQLExceptionOverride EVICTING = new SQLExceptionOverride() {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException exception) {
            boolean lost = isUnwritable(exception)
                    || String.valueOf(exception.getMessage()).contains("no transaction is active");
            return lost ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    };

    private static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

    private final ReentrantLock writing = new ReentrantLock();

    Journal(Path file) {
        super(pool(file));
    }

    /** Opening a connection costs more than most of what is asked of one. */
    private static HikariConfig pool(Path file) {
        var source = new WaitingInNaps(config());
        source.setUrl("jdbc:sqlite:" + file);
        var pool = new HikariConfig();
        pool.setPoolName("journal");
        pool.setDataSource(source);
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setExceptionOverride(EVICTING);
        return pool;
    }

    private static final class WaitingInNaps extends SQLiteDataSource {

        WaitingInNaps(SQLiteConfig config) {
            super(config);
        }

        @Override
        public SQLiteConnection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
            var connection = super.getConnection(user, password);
            BusyHandler.setHandler(connection, new ShortNaps(PATIENCE));
            return connection;
        }
    }

    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return config;
    }

    /** Writers of this process queue here: SQLite lets the one who finds it busy sleep, and often for too long. */
    <T> T inTransaction(Work<T> work) {
        writing.lock();
        try {
            return alone(work);
        } finally {
            writing.unlock();
        }
    }

    private <T> T alone(Work<T> work) {
        try (var connection = super.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = ScopedValue.where(CURRENT, connection).call(() -> work.run(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }

    /** SQLite rolls back by itself where the disk is full, and refuses to do it again. */
    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether the disk took nothing more, or never did: then nothing was changed either. */
    static boolean isUnwritable(Throwable exception) {
        for (var cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException trouble && UNWRITABLE.contains(primary(trouble))) {
                return true;
            }
        }
        return false;
    }

    private static int primary(SQLiteException trouble) {
        return trouble.getResultCode().code & PRIMARY;
    }

    /** Reads what is committed, without waiting for whoever writes. */
    <T> T read(Work<T> work) {
        try (var connection = getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be read", e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return CURRENT.isBound() ? unclosable(CURRENT.get()) : super.getConnection();
    }

    private static Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
