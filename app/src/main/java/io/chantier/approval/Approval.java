package io.chantier.approval;

import io.chantier.values.Digest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody agreed to exactly this.
 *
 * @param release what is online because of it
 * @param job that publishes it
 */
public record Approval(
        UUID review,
        String person,
        String revision,
        int number,
        Digest release,
        Instant at,
        @Nullable UUID job) {

    /** What became of it. */
    public enum Course {
        UNDER_WAY,
        ONLINE,

        /** The agency has to do something first. */
        HELD
    }
}
