package io.chantier.metering;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** Whole days, the last one included; a year at most. */
public record Span(LocalDate from, LocalDate to) {

    private static final int LONGEST = 366;

    public Span {
        if (!isSpan(from, to)) throw new IllegalArgumentException("Not a span: " + from + " to " + to);
    }

    public static boolean isSpan(LocalDate from, LocalDate to) {
        return !to.isBefore(from) && to.isBefore(from.plusDays(LONGEST));
    }

    public static Span of(YearMonth month) {
        return new Span(month.atDay(1), month.atEndOfMonth());
    }

    /** All of them, the first one first. */
    public List<LocalDate> days() {
        return from.datesUntil(to.plusDays(1)).toList();
    }
}
