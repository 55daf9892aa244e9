package io.chantier.sites;

import java.util.Set;

/** Revisions to which something else refers, such as a publication. Brought by the modules that know. */
public interface MarkedRevisions {

    /** The ids of the site's revisions that are to be seen by themselves wherever revisions are listed. */
    Set<String> of(Site site);
}
