package io.chantier.domains;

import io.chantier.values.DomainName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks whether names are proved, again and again. The first team whose record is seen has the name; a proof that is gone
 * later takes nothing away, unless another team shows its own when that has lasted.
 */
public class ProofChecks {

    /** For so long a missing proof is taken for an oversight. */
    static final Duration GRACE = Duration.ofDays(7);

    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 20;

    private static final Logger log = LoggerFactory.getLogger(ProofChecks.class);

    private final ProofSearch search;
    private final LookRows looks;
    private final DomainRows rows;
    private final DomainNews news;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ProofChecks(
            ProofSearch search,
            LookRows looks,
            DomainRows rows,
            DomainNews news,
            TransactionTemplate transactions,
            Clock clock) {
        this.search = search;
        this.looks = looks;
        this.rows = rows;
        this.news = news;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Looks at what is due; safe on any number of replicas at once. */
    void round() {
        var now = clock.instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var due : looks.claim(now, now.plus(CLAIM), AT_ONCE)) threads.execute(() -> lookAt(due));
        }
        rows.forgetQuarantines(now);
    }

    private void lookAt(SiteDomain due) {
        try {
            var _ = look(due);
        } catch (RuntimeException e) {
            // the others are looked at all the same, and this one again when its claim ends
            log.warn("The look for the proof of {} failed", due.name(), e);
        }
    }

    /** Looks now, unless that was done a moment ago: then its finding still counts. */
    public Finding check(SiteDomain domain) {
        var last = domain.proof().lastLook();
        if (last != null && last.at().isAfter(clock.instant().minus(MOMENT))) return last.finding();
        return look(domain);
    }

    /** Looks at one name now. */
    public Finding look(SiteDomain domain) {
        // A name that was in other hands a moment ago needs a proof of its own.
        boolean alone = looks.isInQuarantineOfAnother(domain, clock.instant());
        var result = search.of(domain, alone ? List.of() : looks.above(domain));
        try {
            return settled(domain, result.finding(), result.at() == null ? domain.name() : result.at());
        } catch (DuplicateKeyException anotherTeamWasQuicker) {
            return settled(domain, Finding.TAKEN, domain.name());
        }
    }

    private Finding settled(SiteDomain domain, Finding finding, DomainName at) {
        return Objects.requireNonNull(transactions.execute(_ -> settle(domain, finding, at)));
    }

    private Finding settle(SiteDomain asked, Finding seen, DomainName at) {
        // Held first: what was given back while DNS was asked takes nothing from anybody.
        var held = looks.lock(asked.id());
        if (held.isEmpty()) return seen;
        var domain = held.get();
        var now = clock.instant();
        var finding = seen == Finding.PROVED && !isProved(domain, at, now) ? Finding.TAKEN : seen;
        boolean missing = finding == Finding.MISSING || finding == Finding.OTHER_TOKEN;
        if (missing && looks.lost(domain.id(), now)) news.tell(domain, "domain.lost");
        looks.note(domain.id(), finding, now, now.plus(pause(domain, finding, now)));
        return finding;
    }

    private boolean isProved(SiteDomain domain, DomainName at, Instant now) {
        for (var loser : looks.surrender(domain, at, now.minus(GRACE))) news.tell(loser, "domain.taken");
        if (!looks.proved(domain.id(), at, now)) return false;
        if (!domain.isVerified()) {
            rows.endQuarantine(domain.name());
            news.tell(domain, "domain.verify");
        }
        return true;
    }

    /** Often while somebody waits in front of the page, then less and less. */
    static Duration pause(SiteDomain domain, Finding finding, Instant now) {
        if (finding == Finding.PROVED) return Duration.ofDays(1);
        if (domain.isVerified()) return Duration.ofHours(6);
        var waited = Duration.between(domain.addedAt(), now);
        if (waited.compareTo(Duration.ofMinutes(15)) < 0) return Duration.ofSeconds(20);
        if (waited.compareTo(Duration.ofHours(2)) < 0) return Duration.ofMinutes(2);
        if (waited.compareTo(Duration.ofDays(1)) < 0) return Duration.ofMinutes(15);
        return waited.compareTo(Duration.ofDays(7)) < 0 ? Duration.ofHours(2) : Duration.ofHours(12);
    }
}
