package io.chantier.checks.web;

import io.chantier.checks.Run;
import io.chantier.web.Chart;
import io.chantier.web.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How a site did each time that it was examined.
 *
 * @param runs newest first
 */
public record ScoresView(List<Run> runs) {

    static final int MOST = 20;

    /** One point is no line. */
    public boolean isDrawn() {
        return runs.size() > 1;
    }

    public static String barriers(Run run) {
        var barriers = run.score().barriers();
        return barriers == null ? "–" : barriers.toString();
    }

    /** What was found each time, the oldest first; where no browser looked the line has a gap. */
    public Chart chart(Frame frame) {
        var inOrder = runs.reversed();
        return new Chart(
                "line",
                "",
                inOrder.stream().map(run -> frame.exactly(run.at())).toList(),
                List.of(
                        series(
                                frame,
                                "blocking",
                                "bad",
                                inOrder,
                                run -> run.score().blocking()),
                        series(
                                frame,
                                "warnings",
                                "calm",
                                inOrder,
                                run -> run.score().warnings()),
                        new Chart.Series(
                                frame.say("page.scores.barriers"),
                                "accent",
                                inOrder.stream()
                                        .map(run -> Optional.ofNullable(
                                                        run.score().barriers())
                                                .map(Integer::doubleValue))
                                        .toList())));
    }

    private static Chart.Series series(
            Frame frame, String name, String tone, List<Run> runs, ToDoubleFunction<Run> value) {
        return new Chart.Series(
                frame.say("page.scores." + name),
                tone,
                runs.stream().map(run -> Optional.of(value.applyAsDouble(run))).toList());
    }
}
