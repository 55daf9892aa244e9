package io.chantier.dashboard.web;

import io.chantier.generation.SitePrices;
import io.chantier.identity.Caller;
import io.chantier.metering.Budgets;
import io.chantier.metering.Estimate;
import io.chantier.metering.Ledger;
import io.chantier.metering.Spent;
import io.chantier.metering.Usd;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final SitePrices prices;

    SiteCostsApi(SitePages pages, Ledger ledger, Budgets budgets, SitePrices prices) {
        this.pages = pages;
        this.ledger = ledger;
        this.budgets = budgets;
        this.prices = prices;
    }

    /**
     * @param spentUsd what counts against the limit: what is reserved too
     * @param limitUsd null for no limit
     * @param lastJob null where none has asked a model
     * @param estimate null where the author asks no model
     */
    record Answer(
            Spent total,
            BigDecimal spentUsd,
            @Nullable BigDecimal limitUsd,
            @Nullable LastJob lastJob,
            @Nullable NextJob estimate) {}

    /**
     * What making the site anew will cost.
     *
     * @param prices of which version of the command line the listed ones are
     */
    record NextJob(BigDecimal lowUsd, BigDecimal likelyUsd, BigDecimal highUsd, List<NextStep> steps, String prices) {

        static NextJob of(Estimate estimate) {
            return new NextJob(
                    Usd.of(estimate.lowMicroUsd()),
                    Usd.of(estimate.likelyMicroUsd()),
                    Usd.of(estimate.highMicroUsd()),
                    estimate.parts().stream().map(NextStep::of).toList(),
                    estimate.priceVersion());
        }
    }

    /** @param fromJobs how many recent jobs the amount comes from; 0 where it is reckoned from bytes */
    record NextStep(String step, String model, BigDecimal likelyUsd, int fromJobs, boolean priceKnown) {

        static NextStep of(Estimate.Part part) {
            return new NextStep(
                    part.step(), part.model(), Usd.of(part.cost().likely()), part.jobs(), part.isPriceKnown());
        }
    }

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
                        .orElse(null),
                prices.perSite().map(NextJob::of).orElse(null));
    }

    private LastJob lastJob(Site site, UUID job) {
        var steps = new LinkedHashMap<String, Spent>();
        ledger.stepsOf(site.team(), job).forEach((step, sum) -> steps.put(step, Spent.of(sum)));
        return new LastJob(job, Spent.of(ledger.ofJob(site.team(), job)), steps);
    }
}
