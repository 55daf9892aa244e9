package io.chantier.generation;

import java.util.List;
import java.util.Optional;

/**
 * A service of the business.
 *
 * @param text {@link Sentence#NONE} where the source only names it
 * @param picture an id, or empty
 * @param chapter the page of the old site that is about it
 * @param matter what there is to say on a page of its own
 */
record Offer(Sentence title, Sentence text, String picture, Optional<Chapter> chapter, List<Passage> matter) {

    private static final int ENOUGH_FOR_A_PAGE = 260;

    boolean deservesPage() {
        return matter.stream().mapToInt(Passage::length).sum() >= ENOUGH_FOR_A_PAGE;
    }
}
