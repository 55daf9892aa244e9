package io.chantier.web;

import java.util.Locale;

/** Says beside the button that orders sites what they will cost; filled by the module that knows. */
@FunctionalInterface
public interface OrderPrices {

    /** Where it is not known yet how many sites it will be. */
    int EACH = 0;

    /** An installation in which orders cost nothing. */
    OrderPrices NONE = (_, _) -> "";

    /**
     * @param sites how many are ordered, or {@link #EACH}
     * @return words for a person; empty where it costs nothing
     */
    String of(int sites, Locale locale);

    /** The same for each further language of a site. */
    default String ofLanguage(Locale locale) {
        return "";
    }
}
