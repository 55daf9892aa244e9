package io.chantier.generation;

import io.chantier.reading.Fact;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where some words of a data file came from.
 *
 * @param fact the fact they state, if they state one
 * @param page address on the old site, or {@code brief}
 */
record Origin(@Nullable UUID fact, String page, String excerpt) {

    private static final int LONGEST = 200;

    Origin {
        excerpt = excerpt.length() > LONGEST ? excerpt.substring(0, LONGEST) : excerpt;
    }

    static Origin of(Fact fact) {
        var place = fact.places().getFirst();
        return new Origin(fact.id(), place.page(), place.excerpt());
    }

    static Origin of(String page, String excerpt) {
        return new Origin(null, page, excerpt);
    }

    static Origin brief(String excerpt) {
        return new Origin(null, "brief", excerpt);
    }
}
