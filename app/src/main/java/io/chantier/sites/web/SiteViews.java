package io.chantier.sites.web;

import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.values.TeamId;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.Problems;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
        return view(site, addresses.of(site), addresses.previewOf(site).orElse(null), locale);
    }

    /** Those of one team. */
    Page<SiteView> of(TeamId team, Page<Site> page, Locale locale) {
        var homes = addresses.of(page.items());
        var previews =
                addresses.previewsOf(team, page.items().stream().map(Site::id).toList());
        return page.map(
                site -> view(site, Objects.requireNonNull(homes.get(site.id())), previews.get(site.id()), locale));
    }

    private SiteView view(Site site, URI home, @Nullable URI preview, Locale locale) {
        var problem = site.status().problem();
        return new SiteView(
                site.slug().value(),
                site.name(),
                site.kind().name(),
                site.state().name(),
                site.profile().sourceUrl(),
                home.toString(),
                preview == null ? null : preview.toString(),
                site.status().revision(),
                site.profile().language(),
                site.createdAt(),
                problem == null ? null : problems.word(Problem.of(problem.code(), 422, problem.arguments()), locale),
                site.profile().wishes(),
                null);
    }
}
