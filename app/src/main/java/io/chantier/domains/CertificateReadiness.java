package io.chantier.domains;

import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.Collection;
import java.util.Set;

/** How far customers' own names are with their certificates. Reads rows: it costs no question to DNS. */
public interface CertificateReadiness {

    /** Names of every team, in one query. */
    Ready ofAll();

    /** Those of some sites, in one query. */
    Ready of(Collection<Slug> sites);

    /**
     * Proved names.
     *
     * @param certifiable those for which a certificate may be ordered, and renewed from then on
     * @param working those of them whose certificate visitors were shown, and which still lead here
     */
    record Ready(Set<DomainName> certifiable, Set<DomainName> working) {

        public static final Ready NONE = new Ready(Set.of(), Set.of());

        public Ready {
            certifiable = Set.copyOf(certifiable);
            working = Set.copyOf(working);
        }
    }
}
