package io.chantier.approval;

import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import java.util.UUID;

/**
 * Does what a client asks for without a person, for a price. Brought by the module that knows an author; where there is
 * none, tasks are for people only. It tells what became of a task by {@link Tasks#answered} and {@link Tasks#handedBack}.
 */
public interface TaskAuthor {

    /**
     * What is to be done.
     *
     * @param page path of the page
     * @param section from 1; 0 for the whole page
     * @param words of the client, to be taken as a wish and never as an order to a machine
     * @param budgetMicros what it may cost at most, in millionths of a dollar
     */
    record Assignment(UUID task, String page, int section, String words, long budgetMicros) {}

    /** How the author takes it. */
    sealed interface Answer {
        record Taken() implements Answer {}

        record Refused(Failure why) implements Answer {}
    }

    /** Whether it can take something of this site now: it is set up, and the limits of the team leave something. */
    boolean isReady(Site site);

    /** Begins; does not wait for the end. Part of the caller's transaction. */
    Answer take(Site site, Assignment assignment, Caller caller);
}
