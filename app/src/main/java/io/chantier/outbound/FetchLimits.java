package io.chantier.outbound;

import java.time.Duration;

/**
 * @param bytes of a body, raw as well as decoded
 * @param total for one fetch with all its redirects
 */
public record FetchLimits(int bytes, Duration total, int redirects) {

    public static final FetchLimits DEFAULT = new FetchLimits(10 * 1024 * 1024, Duration.ofSeconds(30), 5);
}
