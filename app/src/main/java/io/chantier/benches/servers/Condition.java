package io.chantier.benches.servers;

import io.chantier.jobs.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a server at the last look.
 *
 * @param version of its agent; empty where it never answered
 * @param seenAt when it answered last; null where it never did
 * @param problem why it does not answer now; null where it does
 */
public record Condition(
        String version, @Nullable Instant seenAt, @Nullable Failure problem, Figures figures) {

    private static final int CLOCK_TOLERANCE = 30;

    /**
     * What the agent told of its machine; null each where it does not.
     *
     * @param load of the last minute
     * @param clockOffSeconds how far its clock is ahead of ours
     */
    public record Figures(
            @Nullable Double load,
            @Nullable Integer processors,
            Room memory,
            Room disk,
            @Nullable Long clockOffSeconds) {

        static final Figures NONE = new Figures(null, null, Room.UNKNOWN, Room.UNKNOWN, null);
    }

    /** How much of something is taken, in MB. */
    public record Room(@Nullable Long used, @Nullable Long total) {

        static final Room UNKNOWN = new Room(null, null);

        /** Of a hundred; -1 where it is not known. */
        public int percent() {
            return used == null || total == null || total <= 0 ? -1 : (int) Math.min(100, used * 100 / total);
        }

        /** From here on somebody should look after it. */
        public boolean isNearlyFull() {
            return percent() >= 90;
        }
    }

    /** Whether it answers now. */
    public boolean answers() {
        return seenAt != null && problem == null;
    }

    /** Certificates and sign-in links fail long before a minute; a second is how exactly the agent tells. */
    public boolean isClockOff() {
        var off = figures.clockOffSeconds();
        return off != null && Math.abs(off) > CLOCK_TOLERANCE;
    }
}
