package io.chantier.sites;

import java.util.Set;

/** How a site is made and hosted; a site is a site, whichever kind. */
public enum SiteKind {
    /** Chantier makes its pages and publishes them. */
    SHOWCASE,
    /** An application on a bench, which makes its pages itself. */
    BENCH;

    public static final Set<SiteKind> ALL = Set.of(values());
}
