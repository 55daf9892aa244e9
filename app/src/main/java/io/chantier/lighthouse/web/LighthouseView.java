package io.chantier.lighthouse.web;

import io.chantier.lighthouse.LighthouseRun;
import io.chantier.lighthouse.LighthouseRun.Scores;
import io.chantier.web.Chart;
import io.chantier.web.Frame;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What Lighthouse said of a site.
 *
 * @param runs newest first
 * @param installed whether it can look here
 * @param underWay whether it will look at this site soon
 */
public record LighthouseView(String path, List<LighthouseRun> runs, boolean installed, boolean underWay) {

    static final int MOST = 20;

    private static final int GOOD = 90;
    private static final int FAIR = 50;

    /** One score with its name in the bundle and its colour. */
    public record Score(String key, int value, String tone) {}

    /** What was measured last; empty where nothing was. */
    public List<Score> newest() {
        return measured().map(LighthouseView::scores).orElse(List.of());
    }

    /** Whether the last time it was to look nothing was measured. */
    public boolean isLastNotRun() {
        return !runs.isEmpty() && runs.getFirst().scores() == null;
    }

    /** Why not. */
    public String failure() {
        return runs.isEmpty() ? "" : Objects.requireNonNullElse(runs.getFirst().failure(), "");
    }

    /** One point is no line. */
    public boolean isDrawn() {
        return runs.stream().filter(run -> run.scores() != null).count() > 1;
    }

    public static List<Score> scores(Scores scores) {
        return List.of(
                score("performance", scores.performance()),
                score("accessibility", scores.accessibility()),
                score("bestPractices", scores.bestPractices()),
                score("seo", scores.seo()));
    }

    /** The oldest first; where nothing was measured the lines have a gap. */
    public Chart chart(Frame frame) {
        return new Chart(
                "line",
                "",
                runs.reversed().stream().map(run -> frame.exactly(run.at())).toList(),
                List.of(
                        series(frame, "performance", "accent", Scores::performance),
                        series(frame, "accessibility", "ok", Scores::accessibility),
                        series(frame, "bestPractices", "warn", Scores::bestPractices),
                        series(frame, "seo", "calm", Scores::seo)));
    }

    private Chart.Series series(Frame frame, String key, String tone, ToIntFunction<Scores> score) {
        return new Chart.Series(
                frame.say("page.lighthouse." + key),
                tone,
                runs.reversed().stream()
                        .map(run -> Optional.ofNullable(run.scores()).map(scores -> (double) score.applyAsInt(scores)))
                        .toList());
    }

    private Optional<Scores> measured() {
        return runs.stream()
                .flatMap(run -> Optional.ofNullable(run.scores()).stream())
                .findFirst();
    }

    private static Score score(String key, int value) {
        return new Score("page.lighthouse." + key, value, value >= GOOD ? "ok" : value >= FAIR ? "warn" : "bad");
    }
}
