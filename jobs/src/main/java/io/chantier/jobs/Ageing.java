package io.chantier.jobs;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a job in that others keep overtaking: it comes before all others then, and no second one does until it is over or
 * waits for something else.
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

    private void look() {
        try {
            transactions.in(sql -> sql.update(letting(), arguments().toArray()));
        } catch (JobsException e) {
            LOG.warn("No job is let in now that has waited for long: {}", e.getMessage());
        }
    }

    private String letting() {
        var ours = "task_name in (" + String.join(", ", Collections.nCopies(kinds.size(), "?")) + ")";
        return """
                update job_dispatch set priority = ? where (task_name, task_instance) = (
                    select task_name, task_instance from job_dispatch
                    where %1$s and picked = ? and execution_time <= ? and priority < (
                        select max(priority) from job_dispatch where %1$s and picked = ? and execution_time <= ?)
                    order by execution_time limit 1)
                and not exists (
                    select 1 from job_dispatch where %1$s and priority = ? and (picked = ? or execution_time <= ?))
                """.formatted(ours);
    }

    private List<Object> arguments() {
        var now = clock.instant();
        var all = new ArrayList<Object>();
        all.add(LET_IN);
        all.addAll(kinds);
        all.addAll(List.of(false, now.minus(patience)));
        all.addAll(kinds);
        all.addAll(List.of(false, now));
        all.addAll(kinds);
        all.addAll(List.of(LET_IN, true, now));
        return all;
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
