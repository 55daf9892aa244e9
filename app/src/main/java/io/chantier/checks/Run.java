package io.chantier.checks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time that the gate examined a site.
 *
 * @param basis digest of look, template and components
 */
public record Run(String revision, Speed speed, String basis, Instant at, Duration took, Score score) {

    public enum Speed {
        /** What an edit of a published site waits for. */
        QUICK,
        /** Everything, a browser included. */
        WHOLE
    }

    /**
     * What came out.
     *
     * @param blocking how many findings hold the site back, without those for which a person answers
     * @param warnings without those for which a person answers
     * @param waived for how many a person answers
     * @param barriers what the browser found that keeps people out; null where no browser looked
     * @param weight bytes of the heaviest page with its style and the pictures that it loads at once
     */
    public record Score(
            int blocking,
            int warnings,
            int waived,
            @Nullable Integer barriers,
            long weight) {}
}
