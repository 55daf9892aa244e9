package io.chantier.dashboard.web;

import io.chantier.web.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart for {@code charts.js}; the same numbers stand in a table beside it.
 *
 * @param kind {@code bar} or {@code line}
 */
public record Chart(String kind, List<String> labels, List<Series> series) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param tone the colour's name among the tokens: {@code ok}, {@code bad}, {@code calm}, {@code accent}
     * @param values one for each label; empty where there is none
     */
    public record Series(String name, String tone, List<Optional<Double>> values) {

        static Series of(
                String name, String tone, List<ActivityView.Day> days, ToLongFunction<ActivityView.Day> number) {
            return new Series(
                    name,
                    tone,
                    days.stream()
                            .map(day -> Optional.of((double) number.applyAsLong(day)))
                            .toList());
        }
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    public static Chart jobs(ActivityView view, Frame frame) {
        return new Chart(
                "bar",
                labels(view, frame),
                List.of(
                        Series.of(frame.say("page.activity.succeeded"), "ok", view.days(), ActivityView.Day::succeeded),
                        Series.of(frame.say("page.activity.failed"), "bad", view.days(), ActivityView.Day::failed),
                        Series.of(
                                frame.say("page.activity.cancelled"),
                                "calm",
                                view.days(),
                                ActivityView.Day::cancelled)));
    }

    public static Chart durations(ActivityView view, Frame frame) {
        return new Chart(
                "line",
                labels(view, frame),
                List.of(new Series(
                        frame.say("page.activity.seconds"),
                        "accent",
                        view.days().stream().map(Chart::seconds).toList())));
    }

    /** A day without a job that succeeded has no median. */
    private static Optional<Double> seconds(ActivityView.Day day) {
        return Optional.of(day.seconds()).filter(_ -> day.succeeded() > 0);
    }

    private static List<String> labels(ActivityView view, Frame frame) {
        return view.days().stream().map(day -> day.label(frame)).toList();
    }
}
