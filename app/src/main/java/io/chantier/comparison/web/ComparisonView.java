package io.chantier.comparison.web;

import io.chantier.checks.PageQuality.Missed;
import io.chantier.checks.PageQuality.Score;
import io.chantier.comparison.Comparison;
import io.chantier.comparison.LookSwitch.Look;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the card on a site's page shows.
 *
 * @param before where the old page is shown; empty where there is none
 * @param after where the new page is shown; it carries the revision, so that a browser asks for it anew
 * @param look how the site looks now; its colours are the main one and the accent
 */
public record ComparisonView(String slug, String before, String after, Comparison comparison, Look look) {

    /** One measure of both pages. */
    public record Line(String key, int before, int after, List<Missed> missed) {

        /** {@code ok}, {@code warn} or {@code bad}. */
        public String tone() {
            return after >= 90 ? "ok" : after >= 60 ? "warn" : "bad";
        }
    }

    public boolean hasBefore() {
        return !before.isEmpty();
    }

    public String oldAddress() {
        return comparison.before().map(Comparison.Side::address).orElse("");
    }

    public String newAddress() {
        return comparison.after().map(Comparison.Side::address).orElse("");
    }

    public int pointsBefore() {
        return comparison.before().map(Comparison.Side::points).orElse(0);
    }

    public int pointsAfter() {
        return comparison.after().map(Comparison.Side::points).orElse(0);
    }

    /** Measures of the new page, with the old page's beside them; -1 where there is no old page. */
    public List<Line> lines() {
        var after = comparison.after().map(Comparison.Side::scores).orElse(List.of());
        var before = comparison.before().map(Comparison.Side::scores).orElse(List.of());
        return IntStream.range(0, after.size())
                .mapToObj(at ->
                        line(after.get(at), at < before.size() ? before.get(at).points() : -1))
                .toList();
    }

    public String mainColour() {
        return colour(0, "#2546c8");
    }

    public String accentColour() {
        return colour(1, "#f5a400");
    }

    private String colour(int at, String otherwise) {
        return look.colours().size() > at ? look.colours().get(at).toLowerCase(Locale.ROOT) : otherwise;
    }

    private static Line line(Score score, int before) {
        return new Line("measure." + score.measure(), before, score.points(), score.missed());
    }
}
