package io.chantier.sites;

import java.util.Set;

/** Something on a site's page that makes sense for some kinds of sites only. */
interface ForKinds {

    /** Those that Chantier makes, unless said otherwise. */
    default Set<SiteKind> kinds() {
        return Set.of(SiteKind.SHOWCASE);
    }
}
