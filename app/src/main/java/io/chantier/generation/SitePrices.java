package io.chantier.generation;

import io.chantier.metering.Allowance;
import io.chantier.metering.Budgets;
import io.chantier.metering.Estimate;
import io.chantier.metering.Estimates;
import io.chantier.metering.Exhausted;
import io.chantier.metering.Limit;
import io.chantier.sites.Site;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What a site will cost before it is begun, and whether there is still so much. */
@Service
public class SitePrices {

    private static final String REPAIR = "repair";

    private final Authors authors;
    private final AuthorSettings settings;
    private final Estimates estimates;
    private final Budgets budgets;

    SitePrices(Authors authors, AuthorSettings settings, Estimates estimates, Budgets budgets) {
        this.authors = authors;
        this.settings = settings;
        this.estimates = estimates;
        this.budgets = budgets;
    }

    /** For one site, by the author who works now; empty where that one costs nothing. */
    public Optional<Estimate> perSite() {
        return perSite(0);
    }

    /** The same with so many further languages. */
    public Optional<Estimate> perSite(int languages) {
        return perSite(authors.chosen(), languages);
    }

    /** For translating one site into one further language; empty where the author who works now cannot. */
    public Optional<Estimate> perLanguage() {
        return authors.chosen().planTranslation().map(List::of).map(estimates::of);
    }

    /**
     * For one site by this author. It usually needs no repair; the most is with as many rounds as the settings allow.
     */
    public Optional<Estimate> perSite(Author author) {
        return perSite(author, 0);
    }

    private Optional<Estimate> perSite(Author author, int languages) {
        var plan = new ArrayList<>(author.plan());
        if (plan.isEmpty()) return Optional.empty();
        author.planTranslation().ifPresent(one -> plan.addAll(Collections.nCopies(languages, one)));
        var usual = estimates.of(steps(plan, false));
        var repair = estimates.of(steps(plan, true));
        var most =
                usual.highMicroUsd() + repair.highMicroUsd() * settings.chosen().rounds();
        return Optional.of(
                new Estimate(usual.lowMicroUsd(), usual.likelyMicroUsd(), most, usual.parts(), usual.priceVersion()));
    }

    /** For a component that is changed for one site; empty where the author costs nothing. */
    public Optional<Estimate> perComponent() {
        return Optional.of(authors.chosen().planOfCraft())
                .filter(plan -> !plan.isEmpty())
                .map(estimates::of);
    }

    /** Why the site may not be begun; empty where the limits leave what it will cost. */
    public Optional<Problem> refusal(Site site) {
        return refusal(site, perSite(site.profile().wishes().languages().size()));
    }

    /** The same for translating a site that is there. */
    public Optional<Problem> refusalOfTranslation(Site site) {
        if (authors.chosen().planTranslation().isEmpty())
            return Optional.of(Problem.of("translation-needs-model", 409));
        return refusal(site, perLanguage());
    }

    private Optional<Problem> refusal(Site site, Optional<Estimate> price) {
        return price.flatMap(estimate -> switch (budgets.allowance(
                site.team(), site.id().value(), UUID.randomUUID())) {
            case Allowance.Allowed(var left, var limit) ->
                left >= estimate.likelyMicroUsd() || limit == null ? Optional.empty() : Optional.of(refused(limit));
            case Exhausted exhausted -> Optional.of(refused(exhausted.which()));
        });
    }

    /** The same for so many new sites together. */
    public Optional<Problem> refusal(TeamId team, int sites) {
        return perSite()
                .flatMap(estimate -> budgets.standing(team).stream()
                        .filter(standing -> standing.limitMicroUsd().isPresent()
                                && standing.limitMicroUsd().getAsLong() - standing.spentMicroUsd()
                                        < estimate.likelyMicroUsd() * sites)
                        .findFirst()
                        .map(standing -> refused(standing.limit())));
    }

    private static Problem refused(Limit limit) {
        return Problem.of("claude-budget", 409, Map.of("limit", limit.key(), "model", "", "step", ""));
    }

    private static List<Estimates.Planned> steps(List<Estimates.Planned> plan, boolean isRepair) {
        return plan.stream()
                .filter(planned -> planned.step().equals(REPAIR) == isRepair)
                .toList();
    }
}
