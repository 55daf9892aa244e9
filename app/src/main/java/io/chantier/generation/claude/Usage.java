package io.chantier.generation.claude;

import java.util.function.ToLongFunction;

/**
 * Tokens of one model.
 *
 * @param input read at the full price; neither from nor into the cache
 */
public record Usage(String model, long input, long cacheRead, long cacheWrite, long output) {

    Usage plus(Usage other) {
        return new Usage(
                model,
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                output + other.output);
    }

    /** Of the same reply as it was told later; some endpoints then tell only what was written. */
    Usage most(Usage later) {
        return new Usage(
                model,
                Math.max(input, later.input),
                Math.max(cacheRead, later.cacheRead),
                Math.max(cacheWrite, later.cacheWrite),
                Math.max(output, later.output));
    }

    /** Everything that was read. */
    public long read() {
        return input + cacheRead + cacheWrite;
    }

    /** In millionths of a US dollar. */
    interface Price extends ToLongFunction<Usage> {}
}
