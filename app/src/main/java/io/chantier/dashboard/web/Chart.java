package io.chantier.dashboard.web;

import io.chantier.web.Frame;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart for {@code charts.js}; the same numbers stand in a table beside it.
 *
 * @param kind {@code bar} or {@code line}
 */
public record Chart(String kind, List<String> labels, List<Series> series) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param tone the colour's name among the tokens: {@code ok}, {@code bad}, {@code calm}, {@code accent} */
    public record Series(String name, String tone, List<? extends Number> values) {}

    public String json() {
        return JSON.writeValueAsString(this);
    }

    public static Chart jobs(ActivityView view, Frame frame) {
        return new Chart(
                "bar",
                labels(view, frame),
                List.of(
                        new Series(
                                frame.say("page.activity.succeeded"),
                                "ok",
                                view.days().stream()
                                        .map(ActivityView.Day::succeeded)
                                        .toList()),
                        new Series(
                                frame.say("page.activity.failed"),
                                "bad",
                                view.days().stream()
                                        .map(ActivityView.Day::failed)
                                        .toList()),
                        new Series(
                                frame.say("page.activity.cancelled"),
                                "calm",
                                view.days().stream()
                                        .map(ActivityView.Day::cancelled)
                                        .toList())));
    }

    public static Chart durations(ActivityView view, Frame frame) {
        return new Chart(
                "line",
                labels(view, frame),
                List.of(new Series(
                        frame.say("page.activity.seconds"),
                        "accent",
                        view.days().stream().map(ActivityView.Day::seconds).toList())));
    }

    private static List<String> labels(ActivityView view, Frame frame) {
        return view.days().stream().map(day -> day.label(frame)).toList();
    }
}
