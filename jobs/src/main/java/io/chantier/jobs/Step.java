package io.chantier.jobs;

/**
 * One named, idempotent piece of work.
 *
 * @param name a stable key such as {@code publish}; its words come from the bundle ({@code step.publish=...})
 * @param work runs the step; called again after a crash, so it must tolerate its own leftovers
 * @param undo clears what the step made; gets the result that the journal holds for it
 * @param undoAtOnce whether a failure of this step, or of a later one, undoes it at once instead of keeping it for a retry;
 *     its undo also clears what an unfinished run of the step left and then gets an empty result
 */
public record Step(String name, Work work, Undo undo, boolean undoAtOnce) {

    /** The work of a step. An exception is a bug and fails the job with the code {@code bug}; expected failures are outcomes. */
    @FunctionalInterface
    public interface Work {
        StepOutcome run(StepContext context) throws Exception;
    }

    /** Takes back what a finished step made, from its journalled result alone, on any replica. */
    @FunctionalInterface
    public interface Undo {
        void undo(String result) throws Exception;
    }

    private static final Undo NOTHING_TO_UNDO = _ -> {};

    public static Step named(String name, Work work) {
        return new Step(name, work, NOTHING_TO_UNDO, false);
    }

    public Step undoneBy(Undo how) {
        return new Step(name, work, how, undoAtOnce);
    }

    public Step undoneAtOnceBy(Undo how) {
        return new Step(name, work, how, true);
    }

    boolean isUndoable() {
        return !undo.equals(NOTHING_TO_UNDO);
    }
}
