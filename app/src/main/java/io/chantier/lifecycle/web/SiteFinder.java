package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the caller's site by its slug or ends the request. */
@Component
class SiteFinder {

    private final Sites sites;

    SiteFinder(Sites sites) {
        this.sites = sites;
    }

    Site find(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }
}
