package io.chantier.reading.facts;

import io.chantier.reading.Fact.Place;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;

/** Makes the places that facts are found at. */
final class Excerpt {

    private Excerpt() {}

    static Place text(PageText page, int line) {
        return new Place(page.address(), page.around(line), "text");
    }

    static Place of(PageText page, String words, String how) {
        return new Place(page.address(), Words.cut(Words.tidy(words), 200), how);
    }

    /** Running text weighs more where people look for such things. */
    static double weight(PageText page) {
        return 1 + (page.isContact() ? 0.8 : 0) + (page.isLegal() ? 0.4 : 0);
    }
}
