package io.chantier.approval;

import io.chantier.jobs.Failure;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody of the agency has to do because of a client.
 *
 * @param person who has the link
 * @param number of the revision that they saw
 * @param words what they wrote; empty where nobody wrote anything
 * @param job the publishing that was held back
 * @param errand what the author has to do with it
 */
public record Task(
        UUID id,
        UUID review,
        String person,
        Kind kind,
        Place place,
        int number,
        String words,
        Reply reply,
        Instant createdAt,
        @Nullable UUID job,
        Errand errand) {

    public enum Kind {
        /** A client said something of a page or a section. */
        COMMENT,

        /** A client changed texts and has them published by the agency. */
        SENT,

        /** A client agreed, and something kept it from being published. */
        HELD
    }

    public enum State {
        OPEN,
        /** The author is at it, or will be when nothing else works on the site. */
        WITH_AUTHOR,

        /** The author has proposed something, and somebody of the agency decides. */
        PROPOSED,
        ANSWERED,
        DONE;

        public boolean isOver() {
            return this == DONE;
        }

        public boolean isWithAuthor() {
            return this == WITH_AUTHOR || this == PROPOSED;
        }
    }

    /**
     * What a task is about.
     *
     * @param page its path; empty for the whole site
     * @param section from 1; 0 for the whole page
     */
    public record Place(String page, String label, int section, String type, String title) {
        static final Place SITE = new Place("", "", 0, "", "");
    }

    /**
     * What became of it.
     *
     * @param answer empty where nobody answered
     * @param by who answered or finished it last
     */
    public record Reply(State state, String answer, String by) {}

    /**
     * The author's part.
     *
     * @param id of the last errand; null where the author never got it
     * @param budgetMicros what that one may cost at most, in millionths of a dollar
     * @param spentMicros what all of them did cost
     * @param problem why it came to nothing; null where it did not, or not yet
     */
    public record Errand(
            @Nullable UUID id,
            long budgetMicros,
            long spentMicros,
            @Nullable Failure problem) {}

    public State state() {
        return reply.state();
    }
}
