package io.chantier.lifecycle;

import io.chantier.generation.Provenance.Displaced;
import java.util.List;
import java.util.SortedMap;

/**
 * Keeps what people wrote by hand when a site is made anew. Brought by the module in which people write; the conductor
 * never asks how it finds a text's place.
 */
public interface HandWriting {

    /**
     * What became of it.
     *
     * @param files what was written anew with the texts of people in their places
     * @param kept how many places
     * @param displaced the texts whose place is gone
     */
    record Kept(SortedMap<String, byte[]> files, int kept, List<Displaced> displaced) {}

    /**
     * @param older the newest revision, in which people wrote
     * @param written what was written anew
     */
    Kept keep(SortedMap<String, byte[]> older, SortedMap<String, byte[]> written);

    /**
     * The translations after their texts.
     *
     * @param dropped how many had a text that is gone
     */
    record Followed(SortedMap<String, byte[]> files, int dropped) {}

    /** The newest files with the translations that are out of date where their texts went; without those whose text is gone. */
    Followed translations(SortedMap<String, byte[]> older, SortedMap<String, byte[]> newest);
}
