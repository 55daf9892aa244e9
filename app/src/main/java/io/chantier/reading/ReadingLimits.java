package io.chantier.reading;

import java.time.Duration;

/**
 * How much of an old site is read; what lies beyond is left out, which is no failure.
 *
 * @param depth clicks from the first page
 * @param bytes of all pages together
 * @param time for all of it
 */
public record ReadingLimits(int pages, int depth, long bytes, Duration time, int pictures) {

    public static final ReadingLimits DEFAULT = new ReadingLimits(40, 5, 64L * 1024 * 1024, Duration.ofMinutes(2), 48);
}
