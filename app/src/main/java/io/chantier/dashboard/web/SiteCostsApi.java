package io.chantier.dashboard.web;

import io.chantier.identity.Caller;
import io.chantier.metering.Budgets;
import io.chantier.metering.Ledger;
import io.chantier.metering.Spent;
import io.chantier.metering.Usd;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a site cost, and its last job step by step. */
@RestController
class SiteCostsApi {

    private final SitePages pages;
    private final Ledger ledger;
    private final Budgets budgets;

    SiteCostsApi(SitePages pages, Ledger ledger, Budgets budgets) {
        this.pages = pages;
        this.ledger = ledger;
        this.budgets = budgets;
    }

    /**
     * @param spentUsd what counts against the limit: what is reserved too
     * @param limitUsd null for no limit
     * @param lastJob null where none has asked a model
     */
    record Answer(
            Spent total,
            BigDecimal spentUsd,
            @Nullable BigDecimal limitUsd,
            @Nullable LastJob lastJob) {}

    /** @param steps by their keys, the first one first */
    record LastJob(UUID id, Spent total, Map<String, Spent> steps) {}

    @GetMapping("/api/sites/{slug}/costs")
    Answer show(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        var standing = budgets.standing(site.team(), site.id().value());
        var limit = standing.limitMicroUsd();
        return new Answer(
                Spent.of(ledger.ofSite(site.team(), site.id().value())),
                Usd.of(standing.spentMicroUsd()),
                limit.isPresent() ? Usd.of(limit.getAsLong()) : null,
                ledger.lastJob(site.team(), site.id().value())
                        .map(job -> lastJob(site, job))
                        .orElse(null));
    }

    private LastJob lastJob(Site site, UUID job) {
        var steps = new LinkedHashMap<String, Spent>();
        ledger.stepsOf(site.team(), job).forEach((step, sum) -> steps.put(step, Spent.of(sum)));
        return new LastJob(job, Spent.of(ledger.ofJob(site.team(), job)), steps);
    }
}
