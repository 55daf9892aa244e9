package io.chantier.generation.claude;

/** Hears a run while it goes on. */
interface Ear {

    /** Called from the run's own thread. */
    void hears(Event event);

    /** Whether nobody wants it any more; asked several times a second. */
    boolean isUnwanted();
}
