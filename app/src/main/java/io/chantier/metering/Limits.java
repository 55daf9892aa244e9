package io.chantier.metering;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much may be spent, in micro-USD.
 *
 * @param microUsd a limit that is not in it does not exist; 0 lets nothing be spent
 */
public record Limits(Map<Limit, Long> microUsd) {

    /** Until the operator sets others. */
    public static final Limits DEFAULT = new Limits(Map.of(
            Limit.JOB, 500_000L,
            Limit.SITE, 5_000_000L,
            Limit.TEAM_DAY, 20_000_000L,
            Limit.TEAM_MONTH, 100_000_000L,
            Limit.INSTALLATION_DAY, 50_000_000L,
            Limit.INSTALLATION_MONTH, 250_000_000L));

    public Limits {
        if (microUsd.values().stream().anyMatch(amount -> amount < 0))
            throw new IllegalArgumentException("A limit below nothing: " + microUsd);
        microUsd = Map.copyOf(microUsd);
    }

    /** Empty where there is no limit. */
    public OptionalLong of(Limit limit) {
        var amount = microUsd.get(limit);
        return amount == null ? OptionalLong.empty() : OptionalLong.of(amount);
    }

    /** These, with other amounts for some; an empty amount takes a limit away. */
    public Limits with(Map<Limit, OptionalLong> others) {
        var all = new EnumMap<Limit, Long>(Limit.class);
        all.putAll(microUsd);
        others.forEach((limit, amount) -> {
            if (amount.isPresent()) all.put(limit, amount.getAsLong());
            else all.remove(limit);
        });
        return new Limits(all);
    }
}
