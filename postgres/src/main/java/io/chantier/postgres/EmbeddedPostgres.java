package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own on loopback. Its files lie under {@code <data>/postgres}; nothing that it
 * acknowledged is lost when it or we are killed.
 *
 * <p>Several processes may start on one data folder: the first starts the server, the others use it. It is stopped by
 * {@link #close()} of the process that started it, or that found it orphaned.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** How we came to the server. */
    public enum Origin {
        STARTED,
        /** It ran already, and the process that started it was dead: it is ours to stop now. */
        INHERITED,
        /** It ran already and belongs to another living process. */
        ADOPTED
    }

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int LOOK_MILLIS = 250;

    private final Starter starter;
    private final Cluster cluster;
    private final Login login;
    private final int port;
    private volatile Origin origin;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread guard;

    EmbeddedPostgres(Starter starter, Login login, int port, Origin origin) {
        this.starter = starter;
        this.cluster = starter.cluster();
        this.login = login;
        this.port = port;
        this.origin = origin;
    }

    /**
     * Starts the server of a data folder, or uses the one that runs.
     *
     * @param dataDir made where missing
     * @param preferredPort 0 for the port of last time or any free one; a taken port is passed over
     * @throws EmbeddedPostgresException with what to do about it
     */
    public static EmbeddedPostgres start(Path dataDir, int preferredPort) {
        try {
            var folders = Folders.under(dataDir);
            try (var _ = StartLock.take(folders.control().resolve("lock"))) {
                var tool = new Tool(Binaries.in(folders.place()), folders.account());
                return new Starter(folders, new Cluster(folders, tool), preferredPort).run();
            }
        } catch (IOException | SQLException e) {
            throw new EmbeddedPostgresException(
                    "The embedded PostgreSQL cannot be started in " + dataDir + ": " + e.getMessage() + ".",
                    "Check the free space and the rights of this folder, or set DATABASE_URL.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("The start of PostgreSQL was interrupted.", "Start it again.", e);
        }
    }

    /**
     * Stops the server of a data folder whose owner is dead; does nothing to one that is in use.
     *
     * @return whether there was one
     */
    public static boolean stopOrphan(Path dataDir) throws IOException {
        if (!Files.isDirectory(dataDir.resolve("postgres"))) {
            return false;
        }
        var folders = Folders.under(dataDir);
        boolean orphaned =
                PidFile.of(folders.cluster()).filter(PidFile::isServing).isPresent()
                        && !Owner.isAlive(folders.control().resolve("owner"));
        if (orphaned) {
            start(dataDir, 0).close();
        }
        return orphaned;
    }

    /**
     * From now on a server that dies is started again on its port, within about a second, until {@link #close()}; also one
     * that another process started, where that process is gone or slower. Connections that were open are lost.
     */
    public synchronized EmbeddedPostgres keepRunning() {
        if (guard == null) {
            guard = Thread.ofPlatform().daemon().name("postgres-guard").start(this::guard);
        }
        return this;
    }

    private void guard() {
        try {
            while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                startAgainWhereGone();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgainWhereGone() throws InterruptedException {
        try {
            if (!isServing()) {
                startAgain();
            }
        } catch (IOException | SQLException | EmbeddedPostgresException e) {
            log.error("PostgreSQL is gone and cannot be started again yet", e);
        }
    }

    private void startAgain() throws IOException, InterruptedException, SQLException {
        try (var _ = StartLock.take(lock())) {
            if (isServing()) {
                return;
            }
            log.warn("PostgreSQL is gone: starting it again");
            if (starter.again(port)) {
                origin = Origin.STARTED;
            }
        }
    }

    private boolean isServing() throws IOException {
        return PidFile.of(cluster.folders().cluster())
                .filter(PidFile::isServing)
                .isPresent();
    }

    private Path lock() {
        return cluster.folders().control().resolve("lock");
    }

    public String jdbcUrl() {
        return Login.url(port, Login.APP);
    }

    public String user() {
        return login.user();
    }

    public String password() {
        return login.password();
    }

    public int port() {
        return port;
    }

    public boolean startedHere() {
        return origin == Origin.STARTED;
    }

    public Origin origin() {
        return origin;
    }

    /** The server's log file. */
    public Path logFile() {
        return cluster.folders().log();
    }

    /** Stops the server unless it belongs to another process. Calling it again does nothing. */
    @Override
    public void close() {
        endGuard();
        try (var _ = StartLock.take(lock())) {
            if (origin == Origin.ADOPTED || !isServing()) {
                return;
            }
            var result = cluster.stop();
            if (result.failed()) {
                log.warn("PostgreSQL did not stop: {}", result.output());
            }
        } catch (IOException e) {
            log.warn("PostgreSQL did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endGuard() {
        closing.countDown();
        try {
            if (guard != null) {
                guard.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
