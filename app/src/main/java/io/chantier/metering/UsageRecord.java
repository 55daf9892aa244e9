package io.chantier.metering;

import java.time.Instant;

/**
 * What one request cost.
 *
 * @param isEstimated whether no reply said so
 */
public record UsageRecord(Call call, String model, Tokens tokens, long microUsd, boolean isEstimated, Instant at) {

    public UsageRecord {
        if (microUsd < 0) throw new IllegalArgumentException("A request cannot earn money: " + microUsd);
    }
}
