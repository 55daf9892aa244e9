package io.chantier.benches.web;

import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Where a site lives.
 *
 * @param server what the operator calls it
 * @param adopted whether the site was there before it became ours
 * @param copyOf the slug of the site that it is a copy of, to try things out; null where it is none
 * @param usage of the last day; null where nothing was told yet
 */
public record BenchHome(
        Bench bench,
        String server,
        String host,
        boolean adopted,
        @Nullable String copyOf,
        @Nullable Usage usage) {

    private static final long MEGABYTE = 1024L * 1024L;

    /** The words for a size need bytes. */
    public static long bytes(long megabytes) {
        return megabytes * MEGABYTE;
    }
}
