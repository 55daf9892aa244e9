package io.chantier.jobs;

import java.util.Map;

/**
 * Thrown by an undo that somebody has to be waited for, such as a server that does not answer: it is tried again with
 * growing pauses for half a day, while the job stays open. When it is given up, the job ends with {@code undo-failed} and
 * these arguments, whatever it had failed with before.
 */
public final class UndoLater extends Exception {

    private final Map<String, String> arguments;

    /** @param arguments what a person needs to know to do it by hand; no secrets */
    public UndoLater(String message, Map<String, String> arguments, Throwable cause) {
        super(message, cause);
        this.arguments = Map.copyOf(arguments);
    }

    /** The same where it is nobody's fault: whoever works is not done yet. */
    public UndoLater(String message, Map<String, String> arguments) {
        super(message);
        this.arguments = Map.copyOf(arguments);
    }

    Map<String, String> arguments() {
        return arguments;
    }
}
