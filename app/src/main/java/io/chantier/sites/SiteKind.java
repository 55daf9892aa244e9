package io.chantier.sites;

/** How a site is made and hosted; a site is a site, whichever kind. */
public enum SiteKind {
    SHOWCASE,
    BENCH
}
