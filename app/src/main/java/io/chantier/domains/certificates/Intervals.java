package io.chantier.domains.certificates;

import java.time.Duration;

/** How long from one look to the next. */
final class Intervals {

    private static final int[] MINUTES = {1, 1, 2, 2, 3, 5, 5, 10, 10, 15, 20, 30};
    private static final int HOURLY = 48;

    private Intervals() {}

    /** While all is well; more often where a renewal is overdue. */
    static Duration ofGood(long daysLeft) {
        return daysLeft < CertificateRemarks.WARNED.toDays() ? Duration.ofHours(6) : Duration.ofDays(1);
    }

    /** While something is waited for: soon at first, then every hour for two days, then four times a day. */
    static Duration ofBad(int looks) {
        if (looks < MINUTES.length) return Duration.ofMinutes(MINUTES[looks]);
        return Duration.ofHours(looks < MINUTES.length + HOURLY ? 1 : 6);
    }
}
