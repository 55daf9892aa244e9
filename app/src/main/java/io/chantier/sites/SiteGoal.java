package io.chantier.sites;

/** How far a site is to be brought at once: {@code GENERATED} waits for approval, {@code LIVE} publishes too. */
public enum SiteGoal {
    GENERATED,
    LIVE
}
