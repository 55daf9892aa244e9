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

    /** Everything that was read. */
    public long read() {
        return input + cacheRead + cacheWrite;
    }

    /** In millionths of a US dollar. */
    interface Price extends ToLongFunction<Usage> {}
}
