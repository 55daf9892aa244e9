package io.chantier.lighthouse;

import io.chantier.values.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One time that Lighthouse was to look at the home page of a site, as on a telephone.
 *
 * @param version of Lighthouse; empty where it did not get so far
 * @param scores null where nothing was measured
 * @param failure why nothing was; null where something was
 * @param alarm the lowest score that people have to know of; null where there is none
 */
public record LighthouseRun(
        Occasion occasion,
        Digest release,
        Instant at,
        String version,
        @Nullable Scores scores,
        @Nullable String failure,
        @Nullable Integer alarm) {

    LighthouseRun with(int told) {
        return new LighthouseRun(occasion, release, at, version, scores, failure, told);
    }

    public enum Occasion {
        NIGHT,
        /** The template changed, and the site was rendered with it anew to see what that does. */
        TEMPLATE,
        /** Somebody wanted to know. */
        ASKED
    }

    /** Its four categories, 0 to 100. */
    public record Scores(int performance, int accessibility, int bestPractices, int seo) {

        static Scores of(Map<String, Integer> byCategory) {
            return new Scores(
                    byCategory.getOrDefault("performance", 0),
                    byCategory.getOrDefault("accessibility", 0),
                    byCategory.getOrDefault("best-practices", 0),
                    byCategory.getOrDefault("seo", 0));
        }

        public List<Integer> all() {
            return List.of(performance, accessibility, bestPractices, seo);
        }

        /** The lowest score that fell too far since before, or that a new template brought too low. */
        OptionalInt alarm(@Nullable Scores before, Occasion occasion, LighthouseSettings settings) {
            return IntStream.range(0, all().size())
                    .filter(at -> (before != null && before.all().get(at) - all().get(at) > settings.fall())
                            || (occasion == Occasion.TEMPLATE && all().get(at) < settings.least()))
                    .map(at -> all().get(at))
                    .min();
        }
    }
}
