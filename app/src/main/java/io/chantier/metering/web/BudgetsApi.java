package io.chantier.metering.web;

import io.chantier.identity.Caller;
import io.chantier.metering.Amounts.Display;
import io.chantier.metering.Amounts.Shown;
import io.chantier.metering.BudgetChanges;
import io.chantier.metering.BudgetChanges.Values;
import io.chantier.metering.Limit;
import io.chantier.metering.Price;
import io.chantier.metering.Prices;
import io.chantier.metering.Usd;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Limits, prices and how amounts are shown, for the operator of the installation. */
@RestController
class BudgetsApi {

    private final BudgetChanges changes;
    private final Prices prices;

    BudgetsApi(BudgetChanges changes, Prices prices) {
        this.changes = changes;
        this.prices = prices;
    }

    /**
     * What is left out stays as it is.
     *
     * @param limits in USD; null says that there is no limit, and 0 lets nothing be spent
     * @param prices all of the operator's own
     * @param teams by their ids, those whose limits change: all that differ from the installation's
     */
    record Wanted(
            @Nullable Map<String, @Nullable BigDecimal> limits,
            @Nullable Shown currency,
            @Nullable BigDecimal eurPerUsd,
            @Nullable List<@Nullable OwnPrice> prices,
            @Nullable Map<UUID, Map<String, @Nullable BigDecimal>> teams) {}

    /** In USD for a million tokens. */
    record OwnPrice(
            @Nullable String model,
            @Nullable BigDecimal input,
            @Nullable BigDecimal output,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal cacheRead) {

        static OwnPrice of(Price price) {
            return new OwnPrice(
                    price.model(),
                    Usd.of(price.input()),
                    Usd.of(price.output()),
                    Usd.of(price.cacheWrite()),
                    Usd.of(price.cacheRead()));
        }
    }

    /** @param known all prices in use, and {@code version} of which version of the command line the listed ones are */
    record View(
            Map<String, @Nullable BigDecimal> limits,
            Display display,
            List<OwnPrice> prices,
            List<OwnPrice> known,
            String version,
            List<OfTeam> teams) {}

    record OfTeam(UUID id, String name, Map<String, @Nullable BigDecimal> limits) {}

    @GetMapping("/api/settings/budgets")
    View show() {
        var stored = changes.stored();
        var limits = new LinkedHashMap<String, @Nullable BigDecimal>();
        for (var limit : Limit.values())
            limits.put(limit.key(), said(stored.limits().of(limit)));
        return new View(
                limits,
                stored.display(),
                stored.prices().stream().map(OwnPrice::of).toList(),
                prices.list().stream().map(OwnPrice::of).toList(),
                prices.version(),
                changes.teams().stream().map(BudgetsApi::ofTeam).toList());
    }

    @PutMapping("/api/settings/budgets")
    @Transactional
    View change(Caller caller, @RequestBody Wanted wanted) {
        var old = changes.stored();
        var wrong = new ArrayList<FieldProblem>();
        var limits = limits("limits", wanted.limits(), wrong);
        var own = wanted.prices() == null ? old.prices() : prices(wanted.prices(), wrong);
        var teams = new LinkedHashMap<UUID, Map<Limit, OptionalLong>>();
        if (wanted.teams() != null)
            wanted.teams().forEach((team, differing) -> teams.put(team, limits("teams", differing, wrong)));
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        var display = new Display(
                wanted.currency() == null ? old.display().currency() : wanted.currency(),
                wanted.eurPerUsd() == null ? old.display().eurPerUsd() : wanted.eurPerUsd());
        changes.make(caller, new Values(old.limits().with(limits), display, own));
        teams.forEach((team, differing) -> changes.override(caller, new TeamId(team), differing));
        return show();
    }

    private static Map<Limit, OptionalLong> limits(
            String field, @Nullable Map<String, @Nullable BigDecimal> given, List<FieldProblem> wrong) {
        var limits = new EnumMap<Limit, OptionalLong>(Limit.class);
        if (given == null) return limits;
        given.forEach((key, amount) -> {
            var limit = Limit.of(key);
            var read = amount == null ? OptionalLong.empty() : Usd.read(amount);
            if (limit.isEmpty()) wrong.add(new FieldProblem(field + "." + key, "unknown", Map.of()));
            else if (amount != null && read.isEmpty())
                wrong.add(new FieldProblem(field + "." + key, "not-an-amount", Map.of()));
            else limits.put(limit.get(), read);
        });
        return limits;
    }

    private static List<Price> prices(List<@Nullable OwnPrice> given, List<FieldProblem> wrong) {
        var prices = new ArrayList<Price>();
        for (int at = 0; at < given.size(); at++) {
            var field = "prices[" + at + "]";
            var one = given.get(at);
            if (one == null) {
                wrong.add(new FieldProblem(field, "required", Map.of()));
                continue;
            }
            prices.add(new Price(
                    one.model() == null ? "" : one.model().strip(),
                    price(one.input(), field + ".input", wrong),
                    price(one.output(), field + ".output", wrong),
                    price(one.cacheWrite(), field + ".cacheWrite", wrong),
                    price(one.cacheRead(), field + ".cacheRead", wrong),
                    1));
        }
        return prices;
    }

    private static long price(@Nullable BigDecimal given, String field, List<FieldProblem> wrong) {
        var read = given == null ? OptionalLong.empty() : Usd.read(given);
        if (read.isEmpty()) wrong.add(new FieldProblem(field, "not-an-amount", Map.of()));
        return read.orElse(0);
    }

    private static OfTeam ofTeam(BudgetChanges.OfTeam team) {
        var limits = new LinkedHashMap<String, @Nullable BigDecimal>();
        team.limits().forEach((limit, amount) -> limits.put(limit.key(), said(amount)));
        return new OfTeam(team.id().value(), team.name(), limits);
    }

    private static @Nullable BigDecimal said(OptionalLong amount) {
        return amount.isPresent() ? Usd.of(amount.getAsLong()) : null;
    }
}
