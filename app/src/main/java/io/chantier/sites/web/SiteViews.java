package io.chantier.sites.web;

import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.web.Problem;
import io.chantier.web.Problems;
import java.net.URI;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Words a site for its reader. */
@Component
class SiteViews {

    private final SiteAddresses addresses;
    private final Problems problems;

    SiteViews(SiteAddresses addresses, Problems problems) {
        this.addresses = addresses;
        this.problems = problems;
    }

    SiteView of(Site site, Locale locale) {
        var problem = site.status().problem();
        return new SiteView(
                site.slug().value(),
                site.name(),
                site.kind().name(),
                site.state().name(),
                site.profile().sourceUrl(),
                addresses.of(site).toString(),
                addresses.previewOf(site).map(URI::toString).orElse(null),
                site.status().revision(),
                site.profile().language(),
                site.createdAt(),
                problem == null ? null : problems.word(Problem.of(problem.code(), 422, problem.arguments()), locale),
                site.profile().wishes(),
                null);
    }
}
