package io.chantier.sites;

import gg.jte.Content;
import io.chantier.web.Frame;
import java.util.Optional;

/** A card on the first tab of a site's page, brought by the module that knows what is in it. */
public interface SitePanel {

    enum Place {
        MAIN,
        SIDE
    }

    Place place();

    /** Smaller is further up. */
    int order();

    /** The card, or nothing where this site has none. */
    Optional<Content> of(Site site, Frame frame);
}
