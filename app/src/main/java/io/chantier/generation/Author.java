package io.chantier.generation;

/**
 * Writes the data files of a showcase site. An author says only what the assignment's source or wishes say; what it
 * writes is examined by the gate like anybody's work.
 */
public interface Author {

    /** What this author is called in settings and in the log: {@code offline}, {@code claude}. */
    String name();

    /**
     * Writes the whole site. The same assignment may be written again after a failure; nothing outside the answer
     * changes.
     *
     * @param progress is told what happens while it happens, from the calling thread
     * @throws InterruptedException when the job is cancelled; a helper process, if any, is gone by then
     */
    Writing write(Assignment assignment, Progress progress) throws InterruptedException;

    /** As above, telling nobody. */
    default Writing write(Assignment assignment) throws InterruptedException {
        return write(assignment, Progress.SILENT);
    }
}
