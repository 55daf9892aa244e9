package io.chantier.reading;

import io.chantier.jobs.Failure;

/** What came of reading an old site. */
public sealed interface Reading {

    /**
     * There is something to work with.
     *
     * @param page how the first page looked
     */
    record Found(Source source, OldPage page) implements Reading {}

    /** The site answered, but has no content of its own: {@code reading-empty}, {@code reading-script-only}, {@code reading-filler-only}. */
    record NothingFound(Failure reason) implements Reading {}

    /** The site could not be read at all. */
    record Failed(Failure reason) implements Reading {}
}
