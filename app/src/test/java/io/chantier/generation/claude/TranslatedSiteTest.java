package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import io.chantier.generation.AuthorSettings;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One site in two languages, from the order to the pages at the edge, with the real program in place, whose model is ours. */
class TranslatedSiteTest extends WithOldSite {

    private static final String SLUG = "zwei-sprachen";
    private static final Pattern ALTERNATE =
            Pattern.compile("<link rel=\"alternate\" hreflang=\"([a-z-]+)\" href=\"https?://[^/]+([^\"]*)\"");

    @Test
    void an_old_site_becomes_a_site_in_two_languages_and_stays_one() {
        ordered();
        theEdgeShowsBothLanguages();
    }

    private void ordered() {
        var model = new WritingModel();
        API.model(model);

        var job = made(List.of("de"));

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(job.get("steps").valueStream().map(step -> step.get("name").asString()))
                .containsSubsequence("adapt-design", "translate", "check");
        assertThat(model.steps()).contains("content", "translation");
        assertThat(database.sql(
                                "select count(*) from metering_usage where job_id = ?::uuid and step = 'translate' and micro_usd > 0")
                        .param(job.get("id").asString())
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    private void theEdgeShowsBothLanguages() {
        var french = chantier.visit(SLUG, "/contact/");
        var german = chantier.visit(SLUG, "/de/contact/");

        assertThat(french).contains("<html lang=\"fr\"", "tel:+33299123456");
        assertThat(german).contains("<html lang=\"de\"", "tel:+33299123456", "Telefon", "DE: ");
        for (var page : List.of(french, german))
            assertThat(ALTERNATE.matcher(page).results().map(found -> found.group(1) + " " + found.group(2)))
                    .containsExactly("fr /contact/", "de /de/contact/", "x-default /contact/");
        assertThat(french).contains("href=\"/de/contact/\" lang=\"de\" hreflang=\"de\"");
        assertThat(german).contains("href=\"/contact/\" lang=\"fr\" hreflang=\"fr\"");
        assertThat(chantier.visit(SLUG, "/de/nichts/")).contains("Seite nicht gefunden");
        assertThat(chantier.visit(SLUG, "/rien/")).contains("Page introuvable");
        assertThat(chantier.visit(SLUG, "/sitemap.xml")).contains("/de/contact/");
    }

    @Test
    void an_author_who_cannot_translate_says_so_before_anything_is_made() {
        var chosen = settings.chosen();
        settings.store(new AuthorSettings.Chosen("offline", chosen.models(), chosen.rounds()));
        try {
            var refused = chantier.api()
                    .post(
                            "/api/sites",
                            Map.of(
                                    "sourceUrl", old.address(),
                                    "slug", "nur-eine-sprache",
                                    "wishes", Map.of("languages", List.of("de"))));

            assertThat(refused.statusCode()).isEqualTo(422);
            var field = Client.json(refused).at("/errors/0");
            assertThat(field.path("field").asString()).as(refused.body()).isEqualTo("wishes.languages");
            assertThat(chantier.api().get("/api/sites/nur-eine-sprache").statusCode())
                    .isEqualTo(404);
        } finally {
            settings.store(chosen);
        }
    }

    private JsonNode made(List<String> languages) {
        var site = chantier.create(Map.of(
                "sourceUrl", old.address(), "slug", SLUG, "goal", "LIVE", "wishes", Map.of("languages", languages)));
        return chantier.finished(site.get("job").asString());
    }
}
