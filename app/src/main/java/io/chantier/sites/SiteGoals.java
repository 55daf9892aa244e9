package io.chantier.sites;

import io.chantier.identity.Caller;
import java.util.UUID;

/** Starts the work that brings a site to a goal; filled by the conductor, so that sites never learns how. */
public interface SiteGoals {

    /** The job that was started, or the one that was running already. */
    UUID start(Site site, SiteGoal goal, Caller caller);
}
