package io.chantier.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Moments and durations in a reader's words. */
final class Times {

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Times() {}

    static String ago(Frame frame, Instant then) {
        long seconds = Math.max(0, Instant.now().getEpochSecond() - then.getEpochSecond());
        if (seconds < 45) return frame.say("page.time.now");
        if (seconds < HOUR - 30) return frame.count("page.time.minutes", rounded(seconds, MINUTE));
        if (seconds < DAY - HOUR / 2) return frame.count("page.time.hours", rounded(seconds, HOUR));
        if (seconds < 7 * DAY) return frame.count("page.time.days", rounded(seconds, DAY));
        return day(frame, then);
    }

    static String day(Frame frame, Instant then) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(frame.locale())
                .format(then.atZone(ZoneId.systemDefault()));
    }

    static String exactly(Frame frame, Instant then) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(frame.locale())
                .format(then.atZone(ZoneId.systemDefault()));
    }

    static String clock(Instant then) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(then.atZone(ZoneId.systemDefault()));
    }

    static String took(Frame frame, Instant from, Instant to) {
        long millis = Math.max(0, to.toEpochMilli() - from.toEpochMilli());
        if (millis < 50) return String.format(frame.locale(), "< %.1f s", 0.1);
        if (millis < 10_000) return String.format(frame.locale(), "%.1f s", millis / 1000.0);
        if (millis < 60_000) return millis / 1000 + " s";
        return "%d min %02d s".formatted(millis / 60_000, millis / 1000 % 60);
    }

    private static long rounded(long seconds, int unit) {
        return Math.max(1, Math.round((double) seconds / unit));
    }
}
