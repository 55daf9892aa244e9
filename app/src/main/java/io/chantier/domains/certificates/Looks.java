package io.chantier.domains.certificates;

import io.chantier.domains.SiteDomain;
import io.chantier.domains.SiteDomains;
import io.chantier.domains.certificates.CertificateState.History;
import io.chantier.domains.certificates.Grant.Obstacle;
import io.chantier.domains.dns.Diagnosis;
import io.chantier.ingress.RoutesChanged;
import io.chantier.values.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at a name from outside, and decides whether a certificate may be ordered for it. */
@Component
class Looks {

    /** A name that leads elsewhere for a moment, while somebody moves it, keeps its certificate. */
    private static final Duration WRONG_AT_MOST = Duration.ofDays(3);

    private static final Duration FIRST_PAUSE = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final SiteDomains domains;
    private final Eyes eyes;
    private final HealthRows rows;
    private final Orders orders;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Looks(
            SiteDomains domains,
            Eyes eyes,
            Books books,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.domains = domains;
        this.eyes = eyes;
        this.rows = books.rows();
        this.orders = books.orders();
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Where it is written down. */
    @Component
    record Books(HealthRows rows, Orders orders) {}

    /** How a name looks from outside. */
    @FunctionalInterface
    interface Eyes {
        Seen look(SiteDomain domain);
    }

    /** @param reading null where there is no address to shake hands with */
    record Seen(Diagnosis diagnosis, @Nullable Reading reading) {}

    /** The network is asked outside the transaction, as it may be slow. */
    void look(TeamId team, UUID id) {
        var before = domains.find(team, id);
        if (before.isEmpty()) return;
        var seen = eyes.look(before.get());
        transaction.executeWithoutResult(_ -> domains.find(team, id)
                .ifPresent(domain -> rows.lock(team, id).ifPresent(state -> write(state, domain, seen))));
    }

    private void write(CertificateState before, SiteDomain domain, Seen seen) {
        var after = next(before, domain, seen, clock.instant());
        rows.store(domain.team(), after);
        // The proxy serves a name with TLS once it may have its certificate, and the others lead there once it works.
        var isNews = before.grant().isGiven() != after.grant().isGiven() || before.works() != after.works();
        if (isNews) events.publishEvent(new RoutesChanged(domain.site().id().value()));
    }

    private CertificateState next(CertificateState before, SiteDomain domain, Seen seen, Instant now) {
        var wrongSince = wrongSince(before, seen.diagnosis(), now);
        var grant = grant(before, domain, seen, wrongSince, now);
        var isNews = !grant.obstacle().equals(before.grant().obstacle())
                || before.diagnosis() == null
                || !before.diagnosis().remarks().equals(seen.diagnosis().remarks())
                || !Objects.equals(kind(before.reading()), kind(seen.reading()));
        var looks = isNews ? 0 : before.history().looks() + 1;
        var reading = seen.reading();
        var good = grant.isGiven() ? before.history().goodUntil() : null;
        if (reading != null && reading.isGood()) good = reading.notAfter();
        var settled = grant.isGiven() && reading != null && reading.isGood();
        var next = now.plus(
                settled ? Intervals.ofGood(Objects.requireNonNull(reading).daysLeft(now)) : Intervals.ofBad(looks));
        var until = grant.until();
        if (until != null
                && grant.obstacle() != Obstacle.DNS
                && grant.obstacle() != Obstacle.PROOF
                && until.isAfter(next)) next = until;
        return new CertificateState(
                before.domain(),
                seen.diagnosis(),
                grant,
                reading,
                new History(looks, now, good, grant.isGiven() ? wrongSince : null, next));
    }

    private static Reading.@Nullable Kind kind(@Nullable Reading reading) {
        return reading == null ? null : reading.kind();
    }

    private static @Nullable Instant wrongSince(CertificateState before, Diagnosis diagnosis, Instant now) {
        if (diagnosis.isRight()) return null;
        var since = before.history().wrongSince();
        return since != null || !diagnosis.isCertain() ? since : now;
    }

    private Grant grant(
            CertificateState before, SiteDomain domain, Seen seen, @Nullable Instant wrongSince, Instant now) {
        if (!domain.isVerified()) return new Grant(null, Obstacle.PROOF, pausedUntil(before.grant()));
        var grant = before.grant();
        if (!grant.isGiven()) return first(grant, domain, seen, now);
        if (wrongSince != null && wrongSince.plus(WRONG_AT_MOST).isBefore(now)) return Grant.waiting(Obstacle.DNS);
        var reading = seen.reading();
        var failed = reading != null
                && reading.kind().showsThatNoneWasIssued()
                && before.history().goodUntil() == null
                && before.hadTimeToOrder(now);
        if (!failed) return grant;
        var failures = orders.fail(domain.team(), domain.name(), now);
        return new Grant(null, Obstacle.FAILED, now.plus(pause(failures)));
    }

    private Grant first(Grant before, SiteDomain domain, Seen seen, Instant now) {
        var until = pausedUntil(before);
        if (!seen.diagnosis().isRight()) return new Grant(null, Obstacle.DNS, until);
        var reading = seen.reading();
        // It is there: it came back to us, or was got by another team. Nothing is ordered until it is to be renewed.
        if (reading != null && reading.isGood()) return Grant.given(now);
        if (until != null && now.isBefore(until)) return new Grant(null, Obstacle.FAILED, until);
        return orders.book(domain.team(), domain.name(), now)
                .map(Grant::waiting)
                .orElseGet(() -> Grant.given(now));
    }

    /** Until when nothing is tried after a failure, whatever else stands in the way meanwhile; null where nothing failed. */
    private static @Nullable Instant pausedUntil(Grant before) {
        return switch (before.obstacle()) {
            case FAILED, DNS, PROOF, LOOK -> before.until();
            case NONE, REGISTERED, ACCOUNT, DUPLICATES, FAILURES -> null;
        };
    }

    private static Duration pause(int failures) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1L, 0, 5));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
