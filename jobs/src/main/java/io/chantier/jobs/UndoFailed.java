package io.chantier.jobs;

/**
 * Thrown by an undo that no further try will help: a person has to. The job goes on undoing the others and ends with this
 * failure, whatever it had failed with before, also where it was cancelled.
 */
public final class UndoFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure why;

    /** @param why what a person needs to know to mend it; no secrets */
    public UndoFailed(Failure why) {
        super(why.code() + " " + why.arguments());
        this.why = why;
    }

    Failure why() {
        return why;
    }
}
