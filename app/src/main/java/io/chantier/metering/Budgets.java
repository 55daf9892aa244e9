package io.chantier.metering;

import io.chantier.metering.Allowance.Allowed;
import io.chantier.metering.Reservation.Reserved;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets nobody spend more than the limits allow, however many spend at once. Whoever asks a model first reserves what the
 * request may cost, and settles it with what it did cost; until then it counts as spent. A reservation that is neither
 * settled nor released in time is booked as spent, as an estimate, since whoever made it may have been answered before
 * they died. Each of these is a transaction of its own: what is spent stays spent, whatever becomes of the caller's.
 */
@Service
public class Budgets {

    /** Longer than any request takes. */
    public static final Duration VALID = Duration.ofMinutes(30);

    /** The id of no site and of no job. */
    private static final UUID NOTHING = new UUID(0, 0);

    private final UsageRows usage;
    private final LimitRows limits;
    private final Spending watcher;
    private final Periods periods;
    private final TransactionTemplate transaction;

    Budgets(
            UsageRows usage,
            LimitRows limits,
            Spending watcher,
            Periods periods,
            PlatformTransactionManager transactions) {
        this.usage = usage;
        this.limits = limits;
        this.watcher = watcher;
        this.periods = periods;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How much this job may still spend on the site; nothing is put aside. */
    public Allowance allowance(TeamId team, UUID site, UUID job) {
        return inTransaction(() -> allowed(team, site, job));
    }

    /**
     * Puts aside what a request may cost at most, or as much of it as is left.
     *
     * @param model that will be asked
     * @throws IllegalArgumentException where nothing is wanted
     */
    public Reservation reserve(Call call, String model, long wantedMicroUsd) {
        if (wantedMicroUsd <= 0) throw new IllegalArgumentException("Nothing to reserve: " + wantedMicroUsd);
        return inTransaction(() -> {
            usage.lock();
            return switch (allowed(call.team(), call.site(), call.job())) {
                case Exhausted exhausted -> exhausted;
                case Allowed(var left, var _) -> {
                    var granted = new Reserved(UUID.randomUUID(), Math.min(wantedMicroUsd, left));
                    usage.reserve(
                            granted.id(),
                            call,
                            model,
                            granted.microUsd(),
                            periods.now().plus(VALID));
                    yield granted;
                }
            };
        });
    }

    /**
     * Books what the request really cost, be it more than was reserved. It may come late, or twice: what was booked in its
     * place is taken back.
     */
    public void settle(UUID reservation, UsageRecord spent) {
        inTransaction(() -> {
            usage.end(reservation);
            usage.record(spent);
            watcher.grew(spent.call().team());
            return reservation;
        });
    }

    /** Gives back what was reserved for a request that was never sent. */
    public void release(UUID reservation) {
        inTransaction(() -> {
            usage.end(reservation);
            return reservation;
        });
    }

    /** Books the reservations whose time is over; they count against the limits before and after. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void bookExpired() {
        inTransaction(usage::bookExpired);
    }

    /** How much of a limit is spent; what is reserved counts. */
    public record Standing(Limit limit, long spentMicroUsd, OptionalLong limitMicroUsd) {}

    /** Of the limits of a day and of a month, for the team and for the installation. */
    public List<Standing> standing(TeamId team) {
        return standing(team, NOTHING, Set.of(Limit.JOB, Limit.SITE));
    }

    /** Of a site's own limit. */
    public Standing standing(TeamId team, UUID site) {
        return standing(team, site, EnumSet.complementOf(EnumSet.of(Limit.SITE)))
                .getFirst();
    }

    private List<Standing> standing(TeamId team, UUID site, Set<Limit> without) {
        var spent = usage.spent(team, site, NOTHING);
        var all = limits.of(team);
        return Arrays.stream(Limit.values())
                .filter(limit -> !without.contains(limit))
                .map(limit -> new Standing(limit, Objects.requireNonNull(spent.get(limit)), all.of(limit)))
                .toList();
    }

    private Allowance allowed(TeamId team, UUID site, UUID job) {
        var spent = usage.spent(team, site, job);
        var all = limits.of(team);
        var least = Long.MAX_VALUE;
        Limit tightest = null;
        for (var limit : Limit.values()) {
            var amount = all.of(limit);
            if (amount.isEmpty()) continue;
            var counted = Objects.requireNonNull(spent.get(limit));
            var left = amount.getAsLong() - counted;
            if (left <= 0) return new Exhausted(limit, counted, amount.getAsLong());
            if (left >= least) continue;
            least = left;
            tightest = limit;
        }
        return new Allowed(least, tightest);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
