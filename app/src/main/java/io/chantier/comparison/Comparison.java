package io.chantier.comparison;

import io.chantier.checks.PageQuality.Score;
import java.util.List;
import java.util.Optional;

/**
 * An old site's first page beside the new one's.
 *
 * @param before empty where there was no old site, or it was not read yet
 * @param after empty until a page was rendered
 */
public record Comparison(Optional<Side> before, Optional<Side> after, Kept facts) {

    /**
     * One page and how good it is.
     *
     * @param bytes of the page with its style sheets and pictures
     */
    public record Side(String address, long bytes, List<Score> scores) {

        /** The mean of the scores, 0 to 100. */
        public int points() {
            return (int)
                    Math.round(scores.stream().mapToInt(Score::points).average().orElse(0));
        }
    }

    /**
     * What became of the facts.
     *
     * @param kept facts of the old site or the brief that the new pages state
     * @param leftOut facts that are believed, but have no place on the new pages
     * @param invented statements of the new pages that neither the old site nor a person made
     * @param needed questions that only a person can answer: contradictions that are open, findings that stop publishing
     */
    public record Kept(int kept, int leftOut, int invented, int needed) {}
}
