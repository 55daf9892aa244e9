package io.chantier.domains.dns;

import crawlercommons.domains.EffectiveTldFinder;
import io.chantier.values.DomainName;

/** What can be registered and what lies above it, by the Public Suffix List. */
public final class Suffixes {

    private Suffixes() {}

    /** {@code example.co.uk} for {@code www.example.co.uk}; the name itself where the list knows nothing of it. */
    public static DomainName registered(DomainName name) {
        var found = EffectiveTldFinder.getAssignedDomain(name.value(), true, false);
        return found == null || !DomainName.isDomainName(found) ? name : new DomainName(found);
    }
}
