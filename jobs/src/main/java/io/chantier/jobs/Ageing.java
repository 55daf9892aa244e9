package io.chantier.jobs;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a job in that others keep overtaking: it comes before all others then, and no second one does until it is over,
 * waits for something else, or has been at work for as long as others have to wait.
 */
final class Ageing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ageing.class);

    /** Nobody orders with this priority, so it says who was let in. */
    static final int LET_IN = Short.MAX_VALUE;

    private static final int LOOKS = 5;

    private final Transactions transactions;
    private final List<String> kinds;
    private final Duration patience;
    private final InstantSource clock;
    private final Thread thread;

    /** Since when those that were let in have been seen at work. */
    private final Map<LetIn, Instant> working = new HashMap<>();

    /** @param version another one each time it is picked or put back */
    private record LetIn(String instance, long version, boolean picked, Instant due) {

        boolean waits(Instant now) {
            return !picked && due.isAfter(now);
        }
    }

    /** @param kinds those that the same workers take */
    Ageing(Transactions transactions, List<String> kinds, Duration patience, InstantSource clock) {
        this.transactions = transactions;
        this.kinds = List.copyOf(kinds);
        this.patience = patience;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("ageing").unstarted(this::work);
    }

    Ageing start() {
        thread.start();
        return this;
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(patience.dividedBy(LOOKS));
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done at each look; to be called by one thread at a time. */
    void look() {
        try {
            transactions.in(this::look);
        } catch (JobsException e) {
            LOG.warn("No job is let in now that has waited for long: {}", e.getMessage());
        }
    }

    private int look(Sql sql) throws SQLException {
        var now = clock.instant();
        var inside = new ArrayList<LetIn>();
        for (var job : letIn(sql)) {
            if (job.waits(now)) {
                giveBack(sql, job);
            } else {
                inside.add(job);
            }
        }
        working.keySet().retainAll(inside);
        inside.stream().filter(LetIn::picked).forEach(job -> working.putIfAbsent(job, now));
        return inside.stream().allMatch(job -> hasWorkedLong(job, now)) ? letNextIn(sql, now) : 0;
    }

    private boolean hasWorkedLong(LetIn job, Instant now) {
        var since = working.get(job);
        return since != null && !now.isBefore(since.plus(patience));
    }

    private List<LetIn> letIn(Sql sql) throws SQLException {
        var arguments = new ArrayList<Object>(kinds);
        arguments.add(LET_IN);
        return sql.rows(
                "select task_instance, version, picked, execution_time from job_dispatch where %s and priority = ?"
                        .formatted(ours()),
                row -> new LetIn(
                        row.text("task_instance"), row.big("version"), row.flag("picked"), row.time("execution_time")),
                arguments.toArray());
    }

    /** It waits for something else: when that comes it shall not be before all others once more. */
    private void giveBack(Sql sql, LetIn job) throws SQLException {
        var id = new JobId(UUID.fromString(job.instance()));
        var own = sql.row("select priority from job where id = ?", row -> row.number("priority"), id);
        sql.update(
                "update job_dispatch set priority = ? where %s and task_instance = ? and version = ? and picked = ?"
                        .formatted(ours()),
                withKinds(Dispatch.clamp(own.orElse(0)), job.instance(), job.version(), false));
    }

    private Object[] withKinds(Object first, Object... others) {
        var all = new ArrayList<Object>();
        all.add(first);
        all.addAll(kinds);
        all.addAll(List.of(others));
        return all.toArray();
    }

    private int letNextIn(Sql sql, Instant now) throws SQLException {
        var all = new ArrayList<Object>();
        all.add(LET_IN);
        all.addAll(kinds);
        all.addAll(List.of(false, now.minus(patience)));
        all.addAll(kinds);
        all.addAll(List.of(false, now));
        return sql.update("""
                update job_dispatch set priority = ? where (task_name, task_instance) = (
                    select task_name, task_instance from job_dispatch
                    where %1$s and picked = ? and execution_time <= ? and priority < (
                        select max(priority) from job_dispatch where %1$s and picked = ? and execution_time <= ?)
                    order by execution_time limit 1)""".formatted(ours()), all.toArray());
    }

    private String ours() {
        return "task_name in (" + String.join(", ", Collections.nCopies(kinds.size(), "?")) + ")";
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
