package io.chantier.benches.agent;

import io.chantier.jobs.Failure;

/** An agent that did not answer as it should. */
public final class AgentTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    public enum Kind {
        /** What was asked surely did not happen; later it may. */
        UNREACHABLE,
        /** The answer is lost: look whether it happened before asking again. */
        UNSURE,
        /** The agent will not do it, however often it is asked. */
        REFUSED,
        WRONG_PASSWORD,
        /** Whoever answers there shows another certificate than the one that is believed, and was told nothing. */
        OTHER_CERTIFICATE,
        /** Something is wrong on the other side: look whether it happened before asking again. */
        BROKEN
    }

    static final String TOO_BIG = "agent-too-much";
    static final String TOO_OLD = "agent-too-old";
    static final String SAID_NO = "agent-refused";
    static final String SAID_ERROR = "agent-error";

    private final Kind kind;
    private final transient Failure why;

    public AgentTrouble(Kind kind, Failure why) {
        super(why.code() + " " + why.arguments());
        this.kind = kind;
        this.why = why;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the agent said more than is read: asked for less, it may do. */
    public boolean isTooBig() {
        return why.code().equals(TOO_BIG);
    }

    /** Whether the agent does not serve what it was asked for; the argument {@code job} says what that was. */
    public boolean isTooOld() {
        return why.code().equals(TOO_OLD);
    }

    /** Whether these are the agent's own words about what it was asked; what stands before it says other things. */
    public boolean isSaidByAgent() {
        return why.code().equals(SAID_NO) || why.code().equals(SAID_ERROR);
    }

    /** Whether such a failure is the agent's own no to what it was asked, and not that somebody else kept it from it. */
    public static boolean isRefusal(Failure failure) {
        return failure.code().equals(SAID_NO);
    }

    /** Worded by the bundles; the agent's own words are the argument {@code said}. */
    public Failure why() {
        return why;
    }
}
