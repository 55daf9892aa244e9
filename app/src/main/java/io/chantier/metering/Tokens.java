package io.chantier.metering;

/**
 * What a request read and wrote.
 *
 * @param input read anew, and not kept in the provider's cache
 * @param cacheRead read from that cache
 * @param cacheWrite read anew and kept there
 * @param output written, thinking included
 */
public record Tokens(long input, long cacheRead, long cacheWrite, long output) {

    public static final Tokens NONE = new Tokens(0, 0, 0, 0);

    public Tokens {
        if (input < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0)
            throw new IllegalArgumentException("Less than no tokens");
    }

    /** All that was read, from wherever. */
    public long prompt() {
        return input + cacheRead + cacheWrite;
    }

    public Tokens plus(Tokens more) {
        return new Tokens(
                input + more.input, cacheRead + more.cacheRead, cacheWrite + more.cacheWrite, output + more.output);
    }
}
