package io.chantier.metering;

import org.jspecify.annotations.Nullable;

/** Whether something may be spent now; what others have reserved counts as spent. */
public sealed interface Allowance permits Allowance.Allowed, Exhausted {

    /**
     * @param microUsd {@code Long.MAX_VALUE} where there is no limit at all
     * @param tightest the limit that leaves no more than that; null where there is none
     */
    record Allowed(long microUsd, @Nullable Limit tightest) implements Allowance {}
}
