package io.chantier.metering;

/**
 * What some requests cost together.
 *
 * @param estimatedMicroUsd as much of it as no reply has confirmed
 */
public record Sum(long calls, Tokens tokens, long microUsd, long estimatedMicroUsd) {

    public static final Sum NOTHING = new Sum(0, Tokens.NONE, 0, 0);

    public Sum plus(Sum more) {
        return new Sum(
                calls + more.calls,
                tokens.plus(more.tokens),
                microUsd + more.microUsd,
                estimatedMicroUsd + more.estimatedMicroUsd);
    }
}
