package io.chantier.reading;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A person said what is true instead, and wants it on the pages at once.
 *
 * @param wrong what was read, or told before
 * @param by who said so
 * @param onPages set by who listens, before the event is through, where a page says it now
 */
public record FactCorrected(Site site, Fact wrong, Fact right, Caller by, AtomicBoolean onPages) {}
