package io.chantier.sites;

/** Whether texts are translated in this installation as it is set up now; brought by the module that writes. */
@FunctionalInterface
public interface Translating {

    boolean isPossible();
}
