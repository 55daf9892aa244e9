package io.chantier.domains;

import io.chantier.values.DomainName;
import java.util.Set;

/** For which names a certificate may be ordered, and renewed from then on. Reads rows: it costs no question to DNS. */
@FunctionalInterface
public interface CertificateReadiness {

    /** All of them, of every team, in one query. */
    Set<DomainName> certifiable();

    default boolean mayBeCertified(DomainName name) {
        return certifiable().contains(name);
    }
}
