package io.chantier.editing;

import io.chantier.sites.Site;
import io.chantier.web.Frame;
import io.chantier.web.Part;

/** Draws what a change makes different, for pages of those who asked for it. */
@FunctionalInterface
public interface ChangeParts {

    /** Place by place, what stood there and what would; nothing where there is no proposal. */
    Part differences(Frame frame, Site site, Change change);
}
