package io.chantier.generation;

import io.chantier.metering.Estimate;
import java.util.Optional;

/** What the author who is chosen now will cost for a site. */
public interface Outlook {

    /**
     * @param sourceBytes of text on the old site, in UTF-8; empty where it was not read yet
     * @return nothing where the author asks no model
     */
    Optional<Estimate> of(Optional<Long> sourceBytes);
}
