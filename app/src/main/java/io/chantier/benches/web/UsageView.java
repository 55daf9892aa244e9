package io.chantier.benches.web;

import io.chantier.benches.servers.Usage;
import io.chantier.web.Chart;
import io.chantier.web.Chart.Series;
import io.chantier.web.Frame;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a site took up and was asked for lately.
 *
 * @param days newest first; those of which nothing is known are left out
 */
public record UsageView(List<Usage> days) {

    static final int DAYS = 30;

    public UsageView {
        days = List.copyOf(days);
    }

    /** In MB. */
    public Chart sizes(Frame frame) {
        return chart(
                frame,
                series(frame.say("page.benchHome.database"), "accent", Usage::database),
                series(frame.say("page.benchHome.files"), "ok", Usage::files),
                series(frame.say("page.benchHome.backups"), "calm", Usage::backups));
    }

    public Chart traffic(Frame frame) {
        return chart(
                frame,
                series(frame.say("page.benchUsage.requests"), "accent", Usage::requests),
                series(frame.say("page.benchUsage.jobs"), "calm", Usage::jobs));
    }

    public static String label(Usage day, Frame frame) {
        return DateTimeFormatter.ofLocalizedPattern("Md")
                .withLocale(frame.locale())
                .format(day.day());
    }

    public static String seconds(Usage day, Frame frame) {
        return frame.number((double) Duration.ofMillis(day.milliseconds()).toSeconds());
    }

    private Chart chart(Frame frame, Series... series) {
        var labels = days.reversed().stream().map(day -> label(day, frame)).toList();
        return new Chart("bar", "", labels, List.of(series));
    }

    private Series series(String name, String tone, ToLongFunction<Usage> value) {
        return new Series(
                name,
                tone,
                days.reversed().stream()
                        .map(day -> Optional.of((double) value.applyAsLong(day)))
                        .toList());
    }
}
