package io.chantier.reading;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;

/**
 * A person said what is true instead, and wants it on the pages at once.
 *
 * @param wrong what was read, or told before
 * @param by who said so
 */
public record FactCorrected(Site site, Fact wrong, Fact right, Caller by) {}
