package io.chantier.dashboard.web;

import io.chantier.web.Chart;
import io.chantier.web.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What the page of activity draws. */
public final class ActivityCharts {

    private ActivityCharts() {}

    public static Chart jobs(ActivityView view, Frame frame) {
        return new Chart(
                "bar",
                "",
                labels(view, frame),
                List.of(
                        series(frame.say("page.activity.succeeded"), "ok", view.days(), ActivityView.Day::succeeded),
                        series(frame.say("page.activity.failed"), "bad", view.days(), ActivityView.Day::failed),
                        series(
                                frame.say("page.activity.cancelled"),
                                "calm",
                                view.days(),
                                ActivityView.Day::cancelled)));
    }

    public static Chart durations(ActivityView view, Frame frame) {
        return new Chart(
                "line",
                "",
                labels(view, frame),
                List.of(new Chart.Series(
                        frame.say("page.activity.seconds"),
                        "accent",
                        view.days().stream().map(ActivityCharts::seconds).toList())));
    }

    /** A day without a job that succeeded has no median. */
    private static Optional<Double> seconds(ActivityView.Day day) {
        return Optional.of(day.seconds()).filter(_ -> day.succeeded() > 0);
    }

    private static List<String> labels(ActivityView view, Frame frame) {
        return view.days().stream().map(day -> day.label(frame)).toList();
    }

    private static Chart.Series series(
            String name, String tone, List<ActivityView.Day> days, ToLongFunction<ActivityView.Day> number) {
        return new Chart.Series(
                name,
                tone,
                days.stream()
                        .map(day -> Optional.of((double) number.applyAsLong(day)))
                        .toList());
    }
}
