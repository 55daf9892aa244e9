package io.chantier.metering;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Days and months as this installation counts them: those of the server's time zone, as everywhere on its pages. */
@Component
public final class Periods {

    private final Clock clock;
    private final ZoneId zone;

    @Autowired
    Periods(Clock clock) {
        this(clock, ZoneId.systemDefault());
    }

    Periods(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    public Instant now() {
        return clock.instant();
    }

    public ZoneId zone() {
        return zone;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now(), zone);
    }

    public YearMonth month() {
        return YearMonth.from(today());
    }

    public Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    public Instant start(YearMonth month) {
        return start(month.atDay(1));
    }
}
