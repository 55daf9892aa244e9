package io.chantier.metering.web;

import io.chantier.metering.Amounts.InWords;
import io.chantier.metering.Budgets.Standing;
import io.chantier.metering.Limit;
import io.chantier.metering.SiteNames.Named;
import io.chantier.metering.Span;
import io.chantier.metering.Sum;
import io.chantier.web.Chart;
import io.chantier.web.Frame;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a team spent in a month.
 *
 * @param standing against the limits of today and of this month; empty for another month
 */
public record CostsView(Month month, Sum total, List<Standing> standing, Parts parts, InWords money) {

    private static final List<String> TONES = List.of("accent", "casque", "ok", "calm", "warn", "bad");
    private static final int WHOLE = 100;
    private static final int NEAR = 80;

    /** @param next null for this month */
    public record Month(
            YearMonth value, YearMonth before, @Nullable YearMonth next) {

        static Month of(YearMonth shown, YearMonth current) {
            return new Month(shown, shown.minusMonths(1), shown.isBefore(current) ? shown.plusMonths(1) : null);
        }

        /** As its reader names it: {@code novembre 2026}. */
        public String name(Frame frame) {
            var name = DateTimeFormatter.ofPattern("LLLL uuuu", frame.locale()).format(value);
            return name.substring(0, 1).toUpperCase(frame.locale()) + name.substring(1);
        }
    }

    /** Where it went; the dearest first, but the days in their order. */
    public record Parts(
            List<OfSite> sites,
            SequencedMap<String, Sum> steps,
            SequencedMap<String, Sum> models,
            SequencedMap<LocalDate, SequencedMap<String, Sum>> days) {}

    /**
     * @param named null for all those together that were deleted
     */
    public record OfSite(@Nullable Named named, Sum sum) {}

    public boolean isEmpty() {
        return total.calls() == 0;
    }

    /** Whether so much is spent that somebody should look. */
    public static boolean isNear(Standing standing) {
        var limit = standing.limitMicroUsd();
        return limit.isPresent() && standing.spentMicroUsd() * (double) WHOLE >= limit.getAsLong() * (double) NEAR;
    }

    public static String tone(Standing standing) {
        var limit = standing.limitMicroUsd();
        if (limit.isPresent() && standing.spentMicroUsd() >= limit.getAsLong()) return "bad";
        return isNear(standing) ? "near" : "";
    }

    public static String label(Frame frame, Limit limit) {
        return frame.say("limit." + limit.key());
    }

    /** Amounts of each day, a colour for each model. */
    public Chart chart(Frame frame) {
        var days = Span.of(month.value()).days();
        var series = new ArrayList<Chart.Series>();
        for (var model : parts.models().keySet()) {
            var tone = TONES.get(series.size() % TONES.size());
            series.add(new Chart.Series(
                    model, tone, days.stream().map(day -> value(day, model)).toList()));
        }
        var labels = days.stream().map(day -> label(frame, day)).toList();
        return new Chart("bar", money.currency(), labels, series);
    }

    public static String label(Frame frame, LocalDate day) {
        return DateTimeFormatter.ofLocalizedPattern("Md")
                .withLocale(frame.locale())
                .format(day);
    }

    /** Thousands are enough for tokens: {@code 12 k}. */
    public static String tokens(Frame frame, Sum sum) {
        long all = sum.tokens().prompt() + sum.tokens().output();
        if (all < 10_000) return frame.say("page.costs.tokens", "n", String.format(frame.locale(), "%,d", all));
        return frame.say(
                "page.costs.tokensThousand", "n", String.format(frame.locale(), "%,d", Math.round(all / 1000.0)));
    }

    private Optional<Double> value(LocalDate day, String model) {
        var sums = parts.days().get(day);
        var sum = sums == null ? Sum.NOTHING : sums.getOrDefault(model, Sum.NOTHING);
        return Optional.of(money.value(sum.microUsd()).doubleValue());
    }
}
