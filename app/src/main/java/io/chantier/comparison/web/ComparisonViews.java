package io.chantier.comparison.web;

import io.chantier.comparison.Comparisons;
import io.chantier.comparison.LookSwitch;
import io.chantier.comparison.LookSwitch.Look;
import io.chantier.deployment.Deployments;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts together what is compared. */
@Component
class ComparisonViews {

    private final Comparisons comparisons;
    private final LookSwitch looks;
    private final Deployments deployments;

    ComparisonViews(Comparisons comparisons, LookSwitch looks, Deployments deployments) {
        this.comparisons = comparisons;
        this.looks = looks;
        this.deployments = deployments;
    }

    /** Empty while there is no new page to look at. */
    Optional<ComparisonView> of(Site site) {
        var comparison = comparisons.of(site);
        if (comparison.after().isEmpty() || site.state() == SiteState.ARCHIVED) return Optional.empty();
        var slug = site.slug().value();
        var shown = deployments.previewOf(site).orElseGet(() -> deployments.of(site));
        return Optional.of(new ComparisonView(
                slug,
                comparison.before().isPresent() ? "/sites/" + slug + "/before" : "",
                shown + "?revision=" + site.status().revision(),
                comparison,
                looks.of(site).orElse(new Look("", List.of()))));
    }
}
