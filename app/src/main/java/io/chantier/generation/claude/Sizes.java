package io.chantier.generation.claude;

import io.chantier.generation.AuthorSettings;
import io.chantier.metering.Estimates.Planned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * How much each step sends and gets for a site of usual size: an old site of ten pages, whose text is read once, six pages
 * written from what was chosen of it, two files looked at to adapt the colours. The program's own words were counted on the
 * requests that it sends.
 */
final class Sizes {

    private static final long OLD_SITE = 24_000;
    private static final long FACTS_AND_CHOSEN = 18_000;
    private static final long DATA_FILES = 14_000;
    /** At most so many bytes the program adds to a request of ours that is only answered. */
    static final int AROUND_AN_ANSWER = 4_000;
    /** The same where files are edited. */
    static final int AROUND_AN_EDIT = 16_000;

    private static final long COMPONENT_FILES = 12_000;
    /** It looks, it edits, it ends. */
    static final int REQUESTS_OF_AN_EDIT = 3;

    private static final long SITE_TEXTS = 14_000;
    /** As the estimates count. */
    private static final long BYTES_OF_A_TOKEN = 4;
    /** Of the usual length, a site's texts go in two parts. */
    private static final int TRANSLATION_REQUESTS = 2;

    private final Path template;

    /** @param template whose rules go before ours where files are edited */
    Sizes(Path template) {
        this.template = template;
    }

    List<Planned> plan(AuthorSettings.Models models) {
        return List.of(
                new Planned(
                        "analyse",
                        models.analysis(),
                        AROUND_AN_ANSWER + bytes(Prompts.analysis() + Prompts.analysisSchema()) + OLD_SITE,
                        900),
                new Planned(
                        "write-content",
                        models.content(),
                        AROUND_AN_ANSWER
                                + bytes(Prompts.content(template) + Prompts.contentSchema())
                                + FACTS_AND_CHOSEN,
                        4_000),
                new Planned("adapt-design", models.design(), edit(Prompts.design(template)), 600),
                new Planned("repair", models.repair(), edit(Prompts.repair(template)), 1_000));
    }

    /** Every text of the site, and every text once more. */
    Planned translation(String model) {
        return new Planned(
                "translate",
                model,
                TRANSLATION_REQUESTS * (AROUND_AN_ANSWER + bytes(Prompts.translation() + Prompts.translationSchema()))
                        + SITE_TEXTS,
                SITE_TEXTS / BYTES_OF_A_TOKEN);
    }

    /** A component, its style sheet and what stands beside it. */
    Planned component(String model) {
        return new Planned(
                "craft",
                model,
                (REQUESTS_OF_AN_EDIT + 1) * (AROUND_AN_EDIT + bytes(Prompts.component(template)) + COMPONENT_FILES),
                2_500);
    }

    private static long edit(String instructions) {
        return (long) REQUESTS_OF_AN_EDIT * (AROUND_AN_EDIT + bytes(instructions) + DATA_FILES);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
