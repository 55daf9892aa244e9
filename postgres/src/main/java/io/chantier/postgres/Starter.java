package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a server up: adopts the one that runs, else starts one, with patience for what a kill left behind. */
final class Starter {

    private static final Logger log = LoggerFactory.getLogger(Starter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private final Folders folders;
    private final Cluster cluster;
    private final Login admin;
    private final Login app;
    private final int preferredPort;

    Starter(Folders folders, Cluster cluster, int preferredPort) throws IOException {
        this.folders = folders;
        this.cluster = cluster;
        this.preferredPort = preferredPort;
        this.admin = Login.admin(folders.control());
        this.app = Login.app(folders.control());
    }

    Cluster cluster() {
        return cluster;
    }

    EmbeddedPostgres run() throws IOException, InterruptedException, SQLException {
        cluster.ensure(admin.password());
        var running = waitForRunning();
        if (running != null) {
            return adopt(running);
        }
        var port = start(anyPort());
        Folders.write(remembered(), port + "\n");
        admin.provision(port, app);
        Owner.current().write(ownerFile());
        log.info("Started PostgreSQL {} on 127.0.0.1:{} in {}", Binaries.VERSION, port, folders.place());
        return new EmbeddedPostgres(this, app, port, EmbeddedPostgres.Origin.STARTED);
    }

    /**
     * Starts the server again on the port that everybody knows.
     *
     * @return whether it was started here; otherwise another process was quicker
     */
    boolean again(int port) throws IOException, InterruptedException, SQLException {
        if (waitForRunning() != null) {
            return false;
        }
        start(() -> port);
        Owner.current().write(ownerFile());
        log.info("Started PostgreSQL {} again on 127.0.0.1:{} in {}", Binaries.VERSION, port, folders.place());
        return true;
    }

    private EmbeddedPostgres adopt(PidFile running) throws IOException, SQLException {
        admin.provision(running.port(), app);
        if (Owner.isAlive(ownerFile())) {
            log.info("Using the PostgreSQL that another process started on 127.0.0.1:{}", running.port());
            return new EmbeddedPostgres(this, app, running.port(), EmbeddedPostgres.Origin.ADOPTED);
        }
        Owner.current().write(ownerFile());
        log.info("Took over the PostgreSQL on 127.0.0.1:{}, whose owner is gone", running.port());
        return new EmbeddedPostgres(this, app, running.port(), EmbeddedPostgres.Origin.INHERITED);
    }

    /** The running server once it answers; null when there is none, also after one that was just stopping. */
    private @org.jspecify.annotations.Nullable PidFile waitForRunning()
            throws IOException, InterruptedException, SQLException {
        var deadline = Instant.now().plus(PATIENCE);
        SQLException last = null;
        while (Instant.now().isBefore(deadline)) {
            var found = PidFile.of(folders.cluster()).filter(PidFile::isServing);
            if (found.isEmpty()) {
                return null;
            }
            try (var _ = admin.connect(found.get().port(), "postgres")) {
                return found.get();
            } catch (SQLException e) {
                failUnlessTemporary(e);
                last = e;
                Thread.sleep(100);
            }
        }
        throw new EmbeddedPostgresException(
                "A PostgreSQL runs in " + folders.cluster() + " but does not answer.",
                "Look into " + folders.log() + ".",
                last == null ? new SQLException("no answer") : last);
    }

    private void failUnlessTemporary(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            throw new EmbeddedPostgresException(
                    "The PostgreSQL in " + folders.cluster() + " does not accept our password.",
                    "The files in " + folders.control() + " belong together: bring back its admin-password.",
                    e);
        }
    }

    /** The first answer is the wished port, the next ones are others. */
    private PortChoice anyPort() {
        var first = new AtomicBoolean(true);
        return () -> first.getAndSet(false) ? Ports.choose(remembered(), preferredPort) : Ports.anyFree();
    }

    private interface PortChoice {
        int next() throws IOException;
    }

    private int start(PortChoice ports) throws IOException, InterruptedException {
        var said = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            clearTraces();
            var port = ports.next();
            var result = cluster.start(port);
            if (!result.failed()) {
                return port;
            }
            said = result.output() + "\n" + cluster.endOfLog();
            log.warn("PostgreSQL did not start (attempt {} of {}): {}", attempt, ATTEMPTS, said);
            Thread.sleep(500);
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL does not start: " + said, "The whole story is in " + folders.log() + ".");
    }

    /**
     * After kill -9 the children of the dead server linger for a moment and the dead one may be an unburied process,
     * which PostgreSQL takes for a living server. Only when nobody works in the cluster is the file safe to remove.
     */
    private void clearTraces() throws IOException, InterruptedException {
        var deadline = Instant.now().plusSeconds(20);
        while (PidFile.isInUse(folders.cluster()) && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
        }
        var left = PidFile.of(folders.cluster());
        if (left.isPresent() && left.get().isZombie() && !PidFile.isInUse(folders.cluster())) {
            Files.delete(folders.cluster().resolve("postmaster.pid"));
        }
    }

    private Path remembered() {
        return folders.control().resolve("port");
    }

    private Path ownerFile() {
        return folders.control().resolve("owner");
    }
}
