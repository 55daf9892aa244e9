package io.chantier.lifecycle;

import io.chantier.sites.Site;

/** Whether the client has to agree before a site is published for the first time. Brought by the module that asks them. */
@FunctionalInterface
public interface Consent {

    /** Whether somebody has to agree to this revision, and nobody has. */
    boolean isMissing(Site site, String revision);
}
