package io.chantier.jobs;

import java.util.Optional;

/** How a run goes on after the journal has taken an outcome. */
sealed interface Next {

    /** With the next step, or with the same one again when a signal was already there. */
    record GoOn(Optional<String> signalled) implements Next {}

    /** Backwards: everything after a cancel, else only the steps that are undone at once. */
    record TurnBack(boolean everything) implements Next {}

    /** Not on this worker now: the job is over or sleeps. */
    record Stop() implements Next {}
}
