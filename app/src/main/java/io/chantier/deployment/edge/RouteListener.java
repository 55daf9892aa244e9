package io.chantier.deployment.edge;

import io.chantier.storage.ReleasePointers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the routes equal to the database: hears of each change, and reads everything now and then in case it missed one.
 * While the database is away the edge serves what it knows.
 */
final class RouteListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RouteListener.class);
    private static final Duration FULL_READ = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource database;
    private final Routes routes;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    RouteListener(DataSource database, Routes routes) {
        this.database = database;
        this.routes = routes;
    }

    /** Reads all routes on this thread; without the database, the listener does it as soon as it is there. */
    void readAtOnce() {
        try {
            routes.reload();
        } catch (DataAccessException e) {
            log.warn("The edge does not know its sites yet: {}", e.getMessage());
        }
    }

    void start() {
        thread = Thread.ofPlatform().daemon().name("edge-routes").start(this::run);
    }

    @Override
    public void close() {
        stopped = true;
        var running = thread;
        if (running == null) return;
        try {
            running.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try (var connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException | DataAccessException e) {
                if (!stopped) log.warn("The edge does not hear of changes: {}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                // Whatever it is: without this thread no site would change any more.
                if (!stopped) log.error("The edge could not read its routes; it tries again", e);
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + ReleasePointers.CHANNEL);
        }
        var channel = connection.unwrap(PGConnection.class);
        routes.reload();
        long read = System.nanoTime();
        while (!stopped) {
            var news = channel.getNotifications(500);
            if (news != null) for (var one : news) routes.reload(UUID.fromString(one.getParameter()));
            if (routes.isOutdated() || System.nanoTime() - read > FULL_READ.toNanos()) {
                routes.reload();
                read = System.nanoTime();
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
