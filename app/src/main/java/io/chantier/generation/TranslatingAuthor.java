package io.chantier.generation;

import io.chantier.sites.Translating;
import org.springframework.stereotype.Component;

/** Further languages can be asked for while an author works that has a model. */
@Component
class TranslatingAuthor implements Translating {

    private final Authors authors;

    TranslatingAuthor(Authors authors) {
        this.authors = authors;
    }

    @Override
    public boolean isPossible() {
        return authors.chosen().planTranslation().isPresent();
    }
}
