package io.chantier.benches.hosting;

import io.chantier.benches.hosting.BackupRecords.Kept;
import io.chantier.benches.hosting.BackupRecords.Subject;
import io.chantier.identity.Audit;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes the backups from the store that are too old, each night. What it was cut off from it does the next time; the
 * newest backup of a site that lives is never removed.
 */
@Component
public class BackupRetention {

    private static final Logger log = LoggerFactory.getLogger(BackupRetention.class);
    private static final Duration YOUNG = Duration.ofHours(24);

    private final BackupRecords records;
    private final BackupStore store;
    private final BenchBackupSettings settings;
    private final Sites sites;
    private final Tools tools;

    BackupRetention(BackupRecords records, BackupStore store, BenchBackupSettings settings, Sites sites, Tools tools) {
        this.records = records;
        this.store = store;
        this.settings = settings;
        this.sites = sites;
        this.tools = tools;
    }

    /** Who notes what was done, and when. */
    @Component("backupRetentionTools")
    record Tools(Audit audit, TransactionOperations transactions, Clock clock) {}

    @Scheduled(cron = "0 25 3 * * *")
    void night() {
        int removed = round(tools.clock().instant());
        if (removed > 0) log.info("Removed {} old backups of sites on benches from the store", removed);
    }

    /** Answers how many backups it removed. */
    public int round(Instant now) {
        if (!store.isNamed()) return 0;
        return records.subjects().stream()
                .mapToInt(subject -> look(subject, now))
                .sum();
    }

    private int look(Subject subject, Instant now) {
        var site = sites.find(subject.team(), subject.site());
        var left = records.left(subject);
        var old = tooOld(site, left, now, records.held(subject));
        int removed = (int) old.stream().filter(kept -> remove(kept, now)).count();
        boolean nothingLeft = removed == left.size();
        site.filter(one -> nothingLeft && one.state() == SiteState.ARCHIVED).ifPresent(one -> noteGone(one, now));
        return removed;
    }

    /** @param left newest first */
    private List<Kept> tooOld(Optional<Site> site, List<Kept> left, Instant now, Set<UUID> held) {
        if (left.isEmpty() || site.isEmpty()) return left;
        boolean over = !goesAt(left.getFirst()).isAfter(now);
        if (site.get().state() == SiteState.ARCHIVED && over) return left;
        return IntStream.range(settings.keep(), Math.max(settings.keep(), left.size()))
                .mapToObj(left::get)
                .filter(kept -> kept.madeAt().plus(YOUNG).isBefore(now))
                .filter(kept -> !held.contains(kept.id()))
                .toList();
    }

    private Instant goesAt(Kept last) {
        return last.madeAt().plus(settings.archived());
    }

    /** Noted only after the store has said that nothing of it is there. */
    private boolean remove(Kept kept, Instant now) {
        var objects = kept.objects();
        return switch (store.remove(objects.bucket(), objects.keys())) {
            case BackupStore.Answer.Yes() -> {
                records.gone(kept.id(), now);
                yield true;
            }
            case BackupStore.Answer.No() -> {
                log.warn("Backup {} is still in {} although it was removed", kept.id(), objects.bucket());
                yield false;
            }
            case BackupStore.Answer.Trouble(var said) -> {
                log.warn("Backup {} cannot be removed from {} now: {}", kept.id(), objects.bucket(), said);
                yield false;
            }
        };
    }

    private void noteGone(Site site, Instant now) {
        tools.transactions().executeWithoutResult(_ -> {
            if (!records.siteGone(site, now)) return;
            var details = Map.of("slug", site.slug().value());
            tools.audit().write(site.team(), "site.backups-gone", site.id().toString(), details);
        });
    }

    /** What is left of an archived site. */
    public sealed interface Remains {

        /** On the bench server only, as long as its agent keeps it. */
        record OnServer() implements Remains {}

        record InStore(Instant until) implements Remains {}

        record Gone(Instant at) implements Remains {}
    }

    /** Of an archived site. */
    public Remains remainsOf(Site site) {
        var gone = records.siteGoneAt(site);
        if (gone.isPresent()) return new Remains.Gone(gone.get());
        return records.left(new Subject(site.team(), site.id())).stream()
                .findFirst()
                .<Remains>map(last -> new Remains.InStore(goesAt(last)))
                .orElseGet(Remains.OnServer::new);
    }
}
