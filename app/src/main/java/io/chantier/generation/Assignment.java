package io.chantier.generation;

import io.chantier.reading.Source;
import io.chantier.sites.Wishes;
import java.util.Optional;

/**
 * What an author works from.
 *
 * @param name what a person calls the business; without it the source's own name is taken
 * @param language {@code fr}, {@code en} or {@code de}; without it the source's
 * @param wishes what a person wants or tells; goes before the source
 */
public record Assignment(Source source, Optional<String> name, Optional<String> language, Wishes wishes) {

    /** A source and nothing else. */
    public static Assignment of(Source source) {
        return new Assignment(source, Optional.empty(), Optional.empty(), Wishes.NONE);
    }
}
