package io.chantier.dashboard.web;

import io.chantier.generation.SitePrices;
import io.chantier.metering.Amounts;
import io.chantier.metering.Budgets;
import io.chantier.metering.Ledger;
import io.chantier.metering.SiteNames;
import io.chantier.metering.Sum;
import io.chantier.sites.Site;
import io.chantier.sites.SitePanel;
import io.chantier.sites.SiteSummary;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Joins sites and what they cost, which do not know each other: names for the ledger, and a card on a site's page. */
@Component
class SiteCosts implements SitePanel, SiteNames {

    private final Ledger ledger;
    private final Budgets budgets;
    private final Amounts amounts;
    private final SitePrices prices;
    private final Sites sites;
    private final Parts parts;

    SiteCosts(Ledger ledger, Budgets budgets, Amounts amounts, SitePrices prices, Sites sites, Parts parts) {
        this.ledger = ledger;
        this.budgets = budgets;
        this.amounts = amounts;
        this.prices = prices;
        this.sites = sites;
        this.parts = parts;
    }

    @Override
    public Map<UUID, Named> of(TeamId team) {
        return sites.summaries(team).stream()
                .collect(Collectors.toMap(site -> site.id().value(), SiteCosts::named));
    }

    private static Named named(SiteSummary site) {
        return new Named(site.name(), site.slug().value(), "/sites/" + site.slug());
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public int order() {
        return 850;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        var steps = lastJob(site);
        var estimate = prices.perSite();
        if (steps.isEmpty() && estimate.isEmpty()) return Optional.empty();
        return Optional.of(parts.of(
                "dashboard/cost.jte",
                Map.of(
                        "frame", frame,
                        "steps", steps,
                        "estimate", estimate,
                        "standing", budgets.standing(site.team(), site.id().value()),
                        "money", amounts.in(frame.locale()))));
    }

    private SequencedMap<String, Sum> lastJob(Site site) {
        return ledger.lastJob(site.team(), site.id().value())
                .map(job -> ledger.stepsOf(site.team(), job))
                .orElseGet(LinkedHashMap::new);
    }
}
