package io.chantier.metering.web;

import io.chantier.identity.Caller;
import io.chantier.metering.Amounts;
import io.chantier.metering.Amounts.Display;
import io.chantier.metering.Budgets;
import io.chantier.metering.Ledger;
import io.chantier.metering.Periods;
import io.chantier.metering.SiteNames;
import io.chantier.metering.Span;
import io.chantier.metering.Spent;
import io.chantier.metering.Sum;
import io.chantier.metering.Usd;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caller's team spent. */
@RestController
class CostsApi {

    private static final int FIRST_YEAR = 2020;
    private static final int LAST_YEAR = 2200;

    private final Ledger ledger;
    private final Budgets budgets;
    private final SiteNames names;
    private final Amounts amounts;
    private final Periods periods;

    CostsApi(Ledger ledger, Budgets budgets, SiteNames names, Amounts amounts, Periods periods) {
        this.ledger = ledger;
        this.budgets = budgets;
        this.names = names;
        this.amounts = amounts;
        this.periods = periods;
    }

    /**
     * @param zone in which its days begin
     * @param limits of the team's present day and month, whatever span was asked for
     */
    record Answer(
            Span span,
            String zone,
            Display display,
            Spent total,
            List<Standing> limits,
            Map<LocalDate, Map<String, Spent>> days,
            Parts by) {}

    record Parts(List<OfSite> sites, Map<String, Spent> steps, Map<String, Spent> models) {}

    /** @param limitUsd null for no limit */
    record Standing(
            String limit, BigDecimal spentUsd, @Nullable BigDecimal limitUsd) {

        static Standing of(Budgets.Standing standing) {
            var limit = standing.limitMicroUsd();
            return new Standing(
                    standing.limit().key(),
                    Usd.of(standing.spentMicroUsd()),
                    limit.isPresent() ? Usd.of(limit.getAsLong()) : null);
        }
    }

    /** @param slug null where the site was deleted, as is its name */
    record OfSite(UUID id, @Nullable String slug, @Nullable String name, Spent spent) {}

    /** This month where nothing is said; a year at most. */
    @GetMapping("/api/costs")
    Answer show(
            Caller caller,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        var team = caller.team();
        var span = span(from, to);
        var days = new LinkedHashMap<LocalDate, Map<String, Spent>>();
        ledger.days(team, span).forEach((day, models) -> days.put(day, spent(models)));
        return new Answer(
                span,
                periods.zone().getId(),
                amounts.display(),
                Spent.of(ledger.ofTeam(team, span)),
                budgets.standing(team).stream()
                        .filter(standing -> standing.limit().differsByTeam())
                        .map(Standing::of)
                        .toList(),
                days,
                new Parts(sites(team, span), spent(ledger.bySteps(team, span)), spent(ledger.byModels(team, span))));
    }

    private List<OfSite> sites(TeamId team, Span span) {
        var named = names.of(team);
        return ledger.bySites(team, span).entrySet().stream()
                .map(entry -> {
                    var name = named.get(entry.getKey());
                    return new OfSite(
                            entry.getKey(),
                            name == null ? null : name.slug(),
                            name == null ? null : name.name(),
                            Spent.of(entry.getValue()));
                })
                .toList();
    }

    private Span span(@Nullable LocalDate from, @Nullable LocalDate to) {
        var last = to == null ? periods.today() : to;
        var first = from == null ? last.with(TemporalAdjusters.firstDayOfMonth()) : from;
        if (first.getYear() < FIRST_YEAR || last.getYear() > LAST_YEAR || !Span.isSpan(first, last))
            throw new ProblemException(Problem.ofField(from == null ? "to" : "from", "unknown-value", Map.of()));
        return new Span(first, last);
    }

    private static Map<String, Spent> spent(SequencedMap<String, Sum> sums) {
        var spent = new LinkedHashMap<String, Spent>();
        sums.forEach((key, sum) -> spent.put(key, Spent.of(sum)));
        return spent;
    }
}
