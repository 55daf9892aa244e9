package io.chantier.sites;

import io.chantier.web.Frame;
import io.chantier.web.Part;
import java.util.Optional;

/** A card on the first tab of a site's page, brought by the module that knows what is in it. */
public interface SitePanel extends ForKinds {

    enum Place {
        /** Above the columns, as wide as the page. */
        WIDE,
        MAIN,
        SIDE
    }

    Place place();

    /** Smaller is further up. */
    int order();

    /** Of the panels for one slot the first that has something is drawn; a slot of its own by default. */
    default String slot() {
        return getClass().getName();
    }

    /** The card, or nothing where this site has none. */
    Optional<Part> of(Site site, Frame frame);
}
