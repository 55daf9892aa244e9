package io.chantier.jobs;

/** A recipe could not name its steps. */
final class BrokenRecipe extends RuntimeException {

    BrokenRecipe(RuntimeException cause) {
        super(cause);
    }
}
