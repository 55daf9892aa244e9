package io.chantier.editing;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.values.Secret;
import java.util.Locale;
import java.util.Optional;

/** People without an account who change a site by a link. Brought by the module that gives such links. */
@FunctionalInterface
public interface Guests {

    /**
     * Who writes.
     *
     * @param caller in whose name it is kept
     * @param arranges whether sections, look and colours are theirs as well
     */
    record Writer(Site site, Caller caller, Locale language, boolean arranges) {}

    /**
     * Who comes with this secret; empty for whoever may change nothing, for whatever reason.
     *
     * @param address of the caller
     */
    Optional<Writer> find(Secret token, String address);
}
