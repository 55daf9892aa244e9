package io.chantier.metering;

/**
 * What a model costs, in micro-USD for a million tokens.
 *
 * @param longPromptFactor by how much it is dearer where the prompt is longer than {@link #LONG_PROMPT}
 */
public record Price(String model, long input, long output, long cacheWrite, long cacheRead, long longPromptFactor) {

    /** In tokens. */
    public static final long LONG_PROMPT = 100_000;

    private static final long MILLION = 1_000_000;

    public Price {
        if (input < 0 || output < 0 || cacheWrite < 0 || cacheRead < 0 || longPromptFactor < 1)
            throw new IllegalArgumentException("Not a price of " + model);
    }

    /** In whole micro-USD, rounded up. */
    long of(Tokens tokens) {
        var millionths = Math.addExact(
                Math.addExact(Math.multiplyExact(tokens.input(), input), Math.multiplyExact(tokens.output(), output)),
                Math.addExact(
                        Math.multiplyExact(tokens.cacheWrite(), cacheWrite),
                        Math.multiplyExact(tokens.cacheRead(), cacheRead)));
        var factor = tokens.prompt() > LONG_PROMPT ? longPromptFactor : 1;
        return Math.ceilDiv(Math.multiplyExact(millionths, factor), MILLION);
    }
}
