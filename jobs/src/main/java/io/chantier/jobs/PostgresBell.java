package io.chantier.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings through LISTEN and NOTIFY, so that every replica hears every other.
 *
 * <p>Commits that notify queue behind each other in PostgreSQL. That is fine for an order, but workers record far more
 * often: their changes are gathered and sent a few times a second, outside their transactions.
 */
final class PostgresBell implements Bell {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBell.class);
    private static final int LISTEN_MILLIS = 500;
    private static final int GATHER_MILLIS = 20;
    private static final int AGAIN_MILLIS = 500;

    private final DataSource source;
    private final Hub hub;
    private final List<Runnable> workers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<JobId> changes = new LinkedBlockingQueue<>();
    private @Nullable Thread listener;
    private @Nullable Thread announcer;
    private volatile boolean closed;

    PostgresBell(DataSource source, Hub hub) {
        this.source = source;
        this.hub = hub;
    }

    @Override
    public void changed(JobId job) {
        changes.add(job);
        startAnnouncing();
    }

    @Override
    public void ordered(JobId job) {
        // The transaction has notified by itself.
    }

    @Override
    public Jobs.Subscription onChange(Consumer<JobId> listener) {
        var subscription = hub.subscribe(listener);
        startListening();
        return subscription;
    }

    @Override
    public void onDue(Runnable worker) {
        workers.add(worker);
        startListening();
    }

    private synchronized void startListening() {
        if (listener == null && !closed) {
            listener = Thread.ofPlatform().daemon().name("job-bell").start(this::listen);
        }
    }

    private synchronized void startAnnouncing() {
        if (announcer == null && !closed) {
            announcer = Thread.ofPlatform().daemon().name("job-announcer").start(this::announce);
        }
    }

    private void listen() {
        while (!closed) {
            try (var connection = source.getConnection()) {
                listenOn(connection);
            } catch (SQLException e) {
                if (closed) {
                    return;
                }
                LOG.warn("Cannot listen for jobs ({}); workers poll meanwhile", e.getMessage());
                pause(AGAIN_MILLIS);
            }
        }
    }

    private void listenOn(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + Dialect.CHANNEL);
            workers.forEach(Runnable::run);
            var postgres = connection.unwrap(PGConnection.class);
            while (!closed) {
                var notifications = postgres.getNotifications(LISTEN_MILLIS);
                if (notifications != null) {
                    heard(Stream.of(notifications)
                            .map(PGNotification::getParameter)
                            .toList());
                }
            }
            statement.execute("unlisten *");
        }
    }

    /** Orders that came together are looked for together. */
    private void heard(List<String> messages) {
        if (messages.stream().anyMatch(message -> message.startsWith("!"))) {
            workers.forEach(Runnable::run);
        }
        messages.forEach(message -> hub.tell(JobId.of(message.startsWith("!") ? message.substring(1) : message)));
    }

    private void announce() {
        while (!closed || !changes.isEmpty()) {
            try {
                var first = changes.poll(LISTEN_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    pause(GATHER_MILLIS);
                    var gathered = new LinkedHashSet<JobId>();
                    gathered.add(first);
                    changes.drainTo(gathered);
                    send(gathered);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException e) {
                LOG.debug("A change could not be announced; the net will tell it", e);
                pause(GATHER_MILLIS);
            }
        }
    }

    private void send(Set<JobId> jobs) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("select pg_notify(?, job) from unnest(?) as job")) {
            connection.setAutoCommit(true);
            statement.setString(1, Dialect.CHANNEL);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", jobs.stream().map(JobId::toString).toArray()));
            statement.execute();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what is left to tell, and gives the connections back. */
    @Override
    public synchronized void close() {
        closed = true;
        hub.close();
        for (var thread : new @Nullable Thread[] {listener, announcer}) {
            join(thread);
        }
    }

    private static void join(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join(4L * LISTEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
