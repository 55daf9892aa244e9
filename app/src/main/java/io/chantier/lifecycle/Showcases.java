package io.chantier.lifecycle;

import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;

/** What is only done with sites that Chantier makes itself. */
final class Showcases {

    private Showcases() {}

    /** The site, or the end of the request. */
    static Site only(Site site) {
        if (site.kind() != SiteKind.SHOWCASE) throw new ProblemException(Problem.of("not-a-showcase", 409));
        return site;
    }
}
