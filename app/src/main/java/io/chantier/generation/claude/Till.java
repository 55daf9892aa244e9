package io.chantier.generation.claude;

import io.chantier.generation.Errand;
import io.chantier.metering.Budgets;
import io.chantier.metering.Call;
import io.chantier.metering.Exhausted;
import io.chantier.metering.Prices;
import io.chantier.metering.Reservation;
import io.chantier.metering.Tokens;
import io.chantier.metering.UsageRecord;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts money aside before a run and books what it cost afterwards, whatever became of it. */
@Component
class Till {

    private final Budgets budgets;
    private final Prices prices;
    private final Clock clock;

    Till(Budgets budgets, Prices prices, Clock clock) {
        this.budgets = budgets;
        this.prices = prices;
        this.clock = clock;
    }

    /** What a run may spend; settled once. */
    record Purse(UUID reservation, Call call, long microUsd) {}

    sealed interface Opened {
        record Filled(Purse purse) implements Opened {}

        record Empty(Exhausted why) implements Opened {}
    }

    Opened open(Errand errand, String model, long wanted) {
        var call = new Call(
                errand.team(),
                errand.site().value(),
                errand.job(),
                errand.step(),
                UUID.randomUUID().toString());
        return switch (budgets.reserve(call, model, wanted)) {
            case Reservation.Reserved(var id, var granted) -> new Opened.Filled(new Purse(id, call, granted));
            case Exhausted exhausted -> new Opened.Empty(exhausted);
        };
    }

    void settle(Purse purse, String model, Spent spent) {
        if (spent.usages().isEmpty()) {
            budgets.release(purse.reservation());
            return;
        }
        var tokens = spent.usages().stream()
                .map(usage -> new Tokens(usage.input(), usage.cacheRead(), usage.cacheWrite(), usage.output()))
                .reduce(Tokens.NONE, Tokens::plus);
        var asked = spent.model().isEmpty() ? model : spent.model();
        budgets.settle(
                purse.reservation(),
                new UsageRecord(purse.call(), asked, tokens, microUsd(spent), spent.isEstimated(), clock.instant()));
    }

    /** What the program says it cost, unless the operator pays another price. */
    private long microUsd(Spent spent) {
        var isOwnPrice = spent.usages().stream().anyMatch(usage -> prices.isSetByOperator(usage.model()));
        return isOwnPrice ? spent.usages().stream().mapToLong(this::price).sum() : spent.microUsd();
    }

    long price(Usage usage) {
        var tokens = new Tokens(usage.input(), usage.cacheRead(), usage.cacheWrite(), usage.output());
        return prices.cost(usage.model(), tokens).microUsd();
    }
}
