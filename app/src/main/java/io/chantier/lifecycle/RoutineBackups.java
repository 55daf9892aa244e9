package io.chantier.lifecycle;

import io.chantier.benches.hosting.BackupsDue;
import io.chantier.identity.Audit;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.Started;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Backs up the sites on benches that nobody has backed up for a while. What people order passes it; a busy site comes at a later round. */
@Component
public class RoutineBackups {

    /** So many of a server at the same time, so that its agent always has one to do and people's own come soon. */
    private static final int AT_ONCE = 5;

    private static final Logger log = LoggerFactory.getLogger(RoutineBackups.class);

    private final BackupsDue due;
    private final Sites sites;
    private final Jobs jobs;
    private final SiteQueue queue;
    private final Tools tools;
    private final AtomicInteger overdue;

    RoutineBackups(
            BackupsDue due, Sites sites, Jobs jobs, Authorship.Desk authorship, Tools tools, MeterRegistry meters) {
        this.due = due;
        this.sites = sites;
        this.jobs = jobs;
        this.queue = new SiteQueue(jobs, authorship);
        this.tools = tools;
        this.overdue = meters.gauge("chantier.bench.backups.overdue", new AtomicInteger());
    }

    /** What was ordered before, who notes what was done, and when. */
    @Component("routineBackupTools")
    record Tools(RoutineOrders orders, Audit audit, TransactionOperations transactions, Clock clock) {}

    @Scheduled(fixedDelayString = "PT2M", initialDelayString = "PT5M")
    void round() {
        var now = tools.clock().instant();
        int late = due.overdue(now);
        boolean news = overdue.getAndSet(late) != late;
        int ordered = round(now);
        if (ordered > 0) log.info("Ordered a backup of {} sites on benches that had none for too long", ordered);
        if (late > 0 && news) log.warn("{} sites on benches were not backed up in time; see the jobs of agents", late);
    }

    /** Answers how many it ordered. */
    public int round(Instant now) {
        var underWay = new HashMap<UUID, Integer>();
        int ordered = 0;
        for (var one : untried(now)) {
            int before = underWay.computeIfAbsent(one.server(), _ -> one.underWay());
            if (before >= AT_ONCE || !isOrdered(one)) continue;
            underWay.put(one.server(), before + 1);
            ordered++;
        }
        return ordered;
    }

    /** One whose order failed, or waits still, comes later. */
    private List<BackupsDue.Due> untried(Instant now) {
        var all = due.list(now);
        var sites = all.stream().map(BackupsDue.Due::site).toList();
        var tried = tools.orders().withoutSuccess(sites, now.minus(BackupsDue.AFTER_A_FAILURE));
        return all.stream().filter(one -> !tried.contains(one.site())).toList();
    }

    /** What is wrong with one site keeps no other from its backup. */
    private boolean isOrdered(BackupsDue.Due one) {
        try {
            return order(one);
        } catch (RuntimeException e) {
            log.warn("No backup could be ordered of site {}", one.site().value(), e);
            return false;
        }
    }

    private boolean order(BackupsDue.Due one) {
        return Boolean.TRUE.equals(tools.transactions()
                .execute(_ -> sites.find(one.team(), one.site())
                        .filter(site -> site.state() == SiteState.LIVE)
                        .map(site -> sites.lock(site.team(), site.id()))
                        .filter(site -> site.state() == SiteState.LIVE)
                        .map(this::begin)
                        .orElse(false)));
    }

    /** Nobody has to wait for it, and it takes from no job that failed before that it can be repeated. */
    private boolean begin(Site site) {
        if (queue.current(site).isPresent()) return false;
        var order = BenchTask.about("").in(SiteQueue.behind(site, BenchTasks.BACK_UP));
        if (!(jobs.start(order) instanceof Started.New(JobId job))) return false;
        var details = Map.of("slug", site.slug().value(), "app", "", "job", job.toString());
        tools.audit().write(site.team(), "site." + BenchTasks.BACK_UP, site.id().toString(), details);
        return true;
    }
}
