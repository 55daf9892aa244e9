package io.chantier.approval.web;

import io.chantier.approval.Task;
import io.chantier.editing.Change;
import io.chantier.web.Part;
import org.jspecify.annotations.Nullable;

/**
 * What the author has made of a task.
 *
 * @param change null where it has not begun
 * @param differences what is proposed, or was changed
 * @param budget for the last errand
 * @param cost of all errands; empty where nothing was spent
 */
public record TaskWork(Task task, @Nullable Change change, Part differences, String budget, String cost) {

    public boolean isWaiting() {
        return task.state() == Task.State.WITH_AUTHOR && change == null;
    }

    /** Whether the author changed data for it, and somebody of the agency said yes. */
    public boolean isDone() {
        return task.state() == Task.State.DONE
                && change != null
                && change.state() == Change.State.APPLIED
                && change.offer() != null;
    }

    public boolean isToDecide() {
        return task.state() == Task.State.PROPOSED && change != null;
    }
}
