package io.chantier.sites;

/** What happened to a site, for whoever wants to hear. */
public sealed interface SiteEvent {

    Site site();

    /** A draft was created. */
    record Created(Site site) implements SiteEvent {}

    /** The state, the problem or the revision changed. */
    record Changed(Site site, SiteState before) implements SiteEvent {}

    /** Everything of it is to be forgotten; the row is gone when the transaction ends. */
    record Deleted(Site site) implements SiteEvent {}
}
