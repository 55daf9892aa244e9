package io.chantier.domains.certificates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate may be ordered for a name, and renewed from then on.
 *
 * @param since null as long as none may be
 * @param until when what stands in the way has passed, as far as that is known
 */
public record Grant(
        @Nullable Instant since,
        Obstacle obstacle,
        @Nullable Instant until) {

    /** What stands in the way. */
    public enum Obstacle {
        NONE,
        /** Nobody has looked yet. */
        LOOK,
        PROOF,
        DNS,
        /** The authority's limits. */
        REGISTERED,
        ACCOUNT,
        DUPLICATES,
        FAILURES,
        /** The proxy was to order one and shows none. */
        FAILED
    }

    static Grant given(Instant since) {
        return new Grant(since, Obstacle.NONE, null);
    }

    static Grant waiting(Obstacle obstacle) {
        return new Grant(null, obstacle, null);
    }

    static Grant waiting(Pace.Reached reached) {
        var obstacle = switch (reached.limit()) {
            case REGISTERED -> Obstacle.REGISTERED;
            case ACCOUNT -> Obstacle.ACCOUNT;
            case DUPLICATES -> Obstacle.DUPLICATES;
            case FAILURES -> Obstacle.FAILURES;
        };
        return new Grant(null, obstacle, reached.until());
    }

    public boolean isGiven() {
        return since != null;
    }
}
