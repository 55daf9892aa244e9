package io.chantier.domains;

import crawlercommons.domains.EffectiveTldFinder;
import io.chantier.values.DomainName;
import java.util.Optional;

/** Where the registrar's part of a name ends, by the Public Suffix List. */
public final class RegisteredName {

    private RegisteredName() {}

    /** What somebody registered: {@code example.co.uk} of {@code www.example.co.uk}; empty for a suffix itself. */
    public static Optional<DomainName> of(DomainName name) {
        var suffix = EffectiveTldFinder.getEffectiveTLD(name.value(), false);
        if (suffix != null && suffix.getDomain().equals(name.value())) return Optional.empty();
        return Optional.ofNullable(EffectiveTldFinder.getAssignedDomain(name.value(), false, false))
                .filter(DomainName::isDomainName)
                .map(DomainName::new);
    }

    /** The name that people type just as often: with {@code www.}, or without; empty where there is none such. */
    public static Optional<DomainName> counterpart(DomainName name) {
        var registered = of(name);
        if (registered.isEmpty()) return Optional.empty();
        var www = "www." + registered.get();
        if (name.equals(registered.get()))
            return Optional.of(www).filter(DomainName::isDomainName).map(DomainName::new);
        return name.value().equals(www) ? registered : Optional.empty();
    }
}
