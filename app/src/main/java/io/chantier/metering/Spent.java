package io.chantier.metering;

import java.math.BigDecimal;

/**
 * A sum as the API says it.
 *
 * @param estimatedUsd as much of it as no reply has confirmed
 */
public record Spent(long calls, Tokens tokens, BigDecimal usd, BigDecimal estimatedUsd) {

    public static Spent of(Sum sum) {
        return new Spent(sum.calls(), sum.tokens(), Usd.of(sum.microUsd()), Usd.of(sum.estimatedMicroUsd()));
    }
}
