package io.chantier.lifecycle;

import io.chantier.jobs.Step;
import io.chantier.jobs.UndoLater;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ways back that are not given up after moments, whatever goes wrong on them: a site that only seems to be as it was would
 * be told as one.
 */
final class Patiently {

    private static final Logger log = LoggerFactory.getLogger(Patiently.class);

    private Patiently() {}

    /** A fault of our own is waited out like an agent that is away. */
    static Step.Undo undo(String step, Step.Undo undo) {
        return result -> {
            try {
                undo.undo(result);
            } catch (RuntimeException fault) {
                log.warn("The way back of {} broke off", step, fault);
                throw new UndoLater("The way back of " + step + " broke off", Map.of("step", step), fault);
            }
        };
    }
}
