package io.chantier.agent;

import io.chantier.jobs.Jobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets jobs that have been over for long, with their steps and what their commands printed. */
final class Pruning implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final Duration BETWEEN = Duration.ofHours(6);
    // Others write between two rounds.
    private static final int AT_ONCE = 50;

    private static final String OLD = """
            select a.number, a.job from agent_job a join job j on j.id = a.job
            where j.state in ('SUCCEEDED', 'FAILED', 'CANCELLED') and j.finished_at < ?
            order by a.number limit ?""";

    private final Journal journal;
    private final Jobs jobs;
    private final Duration kept;
    private final InstantSource clock;
    private final Runnable besides;
    private final Thread thread;

    private record Old(long number, String job) {}

    /** @param besides done each time too */
    Pruning(Journal journal, Jobs jobs, Duration kept, InstantSource clock, Runnable besides) {
        this.journal = journal;
        this.jobs = jobs;
        this.kept = kept;
        this.clock = clock;
        this.besides = besides;
        this.thread = Thread.ofVirtual().name("pruning").unstarted(this::work);
    }

    Pruning start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (true) {
                try {
                    int forgotten = once();
                    if (forgotten > 0) {
                        LOG.info("Forgot {} jobs that were over for {} days", forgotten, kept.toDays());
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Old jobs cannot be forgotten now", e);
                }
                besides.run();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers how many it forgot. */
    int once() {
        int all = 0;
        int round;
        do {
            round = journal.inTransaction(this::forgetSome);
            all += round;
        } while (round == AT_ONCE && !Thread.currentThread().isInterrupted());
        return all;
    }

    private int forgetSome(Connection connection) throws SQLException {
        var old = old(connection);
        for (var job : old) {
            jobs.forget(AgentJobs.OPERATOR, Long.toString(job.number()));
            delete(connection, "delete from agent_command where job = ?", job.job());
            delete(connection, "delete from agent_job where number = ?", job.number());
        }
        return old.size();
    }

    private List<Old> old(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(OLD)) {
            statement.setLong(1, clock.instant().minus(kept).toEpochMilli());
            statement.setInt(2, AT_ONCE);
            var old = new ArrayList<Old>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    old.add(new Old(row.getLong(1), row.getString(2)));
                }
            }
            return old;
        }
    }

    private static void delete(Connection connection, String sql, Object which) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, which);
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
