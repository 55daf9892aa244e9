package io.chantier.domains.dns;

import io.chantier.domains.dns.Dns.Rr;
import java.util.Set;

/**
 * Where a name should lead.
 *
 * @param addresses in the form of {@link Ip#text}; empty where nobody knows
 * @param target the name that an alias should name
 */
record Expected(Set<String> addresses, String target) {

    boolean isKnown() {
        return !addresses.isEmpty();
    }

    boolean isRight(Rr record) {
        return addresses.contains(record.value());
    }

    boolean hasSix() {
        return addresses.stream().anyMatch(address -> address.indexOf(':') >= 0);
    }
}
