package io.chantier.generation.web;

import io.chantier.generation.SitePrices;
import io.chantier.metering.Estimate;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an order will cost, before it is placed. */
@RestController
class EstimateApi {

    private static final int MOST = 10_000;
    /** Beside the main one. */
    private static final int MOST_LANGUAGES = 2;

    private final SitePrices prices;
    private final PriceWords words;

    EstimateApi(SitePrices prices, PriceWords words) {
        this.prices = prices;
        this.words = words;
    }

    /**
     * In micro-USD, for all sites together.
     *
     * @param words the range as people read it, in the currency of this installation; empty where nothing costs
     * @param steps of one site; repairs are in the most only
     */
    record Answer(
            int sites,
            long lowMicroUsd,
            long likelyMicroUsd,
            long highMicroUsd,
            String words,
            List<Estimate.Part> steps) {}

    @GetMapping("/api/costs/estimate")
    Answer estimate(
            @RequestParam(defaultValue = "1") int sites,
            @RequestParam(defaultValue = "0") int languages,
            Locale locale) {
        if (sites < 1 || sites > MOST)
            throw new ProblemException(
                    Problem.ofField("sites", "not-a-number-of-sites", Map.of("most", Integer.toString(MOST))));
        if (languages < 0 || languages > MOST_LANGUAGES)
            throw new ProblemException(Problem.ofField(
                    "languages", "not-so-many-languages", Map.of("most", Integer.toString(MOST_LANGUAGES))));
        return prices.perSite(languages)
                .map(one -> new Answer(
                        sites,
                        one.lowMicroUsd() * sites,
                        one.likelyMicroUsd() * sites,
                        one.highMicroUsd() * sites,
                        words.range(one, sites, locale),
                        one.parts()))
                .orElseGet(() -> new Answer(sites, 0, 0, 0, "", List.of()));
    }
}
