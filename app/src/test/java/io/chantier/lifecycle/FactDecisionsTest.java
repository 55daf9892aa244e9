package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A florist's old site contradicts itself; a person decides, and the site keeps to it however often it is made again. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class FactDecisionsTest {

    private static final Path FLORIST = Path.of("src/test/resources/oldsites/fleuriste-contradictions/site");
    private static final String READ = "+33472415263";
    private static final String OTHER = "+33472415200";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    private static final String PLUMBER = """
            <!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Plomberie Morel, plombier à Lyon</title></head><body>
            <!-- %s --><nav><a href="/">Accueil</a> <a href="/questions.html">Questions</a></nav><h1>Plomberie Morel</h1>
            <p>Nous remplaçons chaudières et robinets dans tout Lyon, été comme hiver. Le déplacement coûte 89 € quelle que soit l'heure.</p>
            <table><tr><td>Déplacement</td><td>89 €</td></tr></table>
            <h2>Questions fréquentes</h2>
            <h3>Comment vous joindre la nuit ?</h3><p>Nous répondons jour et nuit au 04 72 41 52 63.</p>
            <h3>Quand arrivez-vous ?</h3><p>Nous arrivons en une heure en moyenne.</p>
            <footer>18 rue de la Charité, 69002 Lyon - <a href="tel:+33472415263">04 72 41 52 63</a></footer></body></html>
            """;

    private final OldSite old = new OldSite().folder(FLORIST.toAbsolutePath());
    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @AfterEach
    void stopOldSite() {
        old.close();
    }

    @Test
    void the_other_of_two_contradicting_numbers_is_chosen_and_stays_chosen() {
        online("florist-chooses");
        assertThat(chantier.visit("florist-chooses", "/"))
                .contains("tel:" + READ)
                .doesNotContain("tel:" + OTHER);

        var chosen = put("florist-chooses", fact("florist-chooses", "PHONE", OTHER), Map.of("standing", "CHOSEN"));
        again("florist-chooses");
        again("florist-chooses");

        assertThat(chosen.get("standing").asString()).isEqualTo("CHOSEN");
        assertThat(standing("florist-chooses", "PHONE", READ)).isEqualTo("OTHER");
        assertThat(chantier.visit("florist-chooses", "/"))
                .contains("tel:" + OTHER)
                .doesNotContain("tel:" + READ);
    }

    @Test
    void what_is_withheld_leaves_the_site_and_the_next_best_takes_its_place() {
        online("florist-withholds");

        put("florist-withholds", fact("florist-withholds", "PHONE", READ), Map.of("standing", "REJECTED"));
        again("florist-withholds");

        assertThat(standing("florist-withholds", "PHONE", READ)).isEqualTo("REJECTED");
        assertThat(chantier.visit("florist-withholds", "/"))
                .contains("tel:" + OTHER)
                .doesNotContain("tel:" + READ);
    }

    @Test
    void what_is_withheld_stands_in_no_sentence_of_any_page() {
        for (var page : List.of("/", "/questions.html")) old.page(page, PLUMBER.formatted(page));
        online("plumber-withholds");
        assertThat(everything("plumber-withholds")).contains("04 72 41 52 63", "tel:" + READ, "89");

        for (var kind : List.of("PHONE", "PRICE"))
            put(
                    "plumber-withholds",
                    chosen("plumber-withholds", kind).get("id").asString(),
                    Map.of("standing", "REJECTED"));
        again("plumber-withholds");

        assertThat(everything("plumber-withholds"))
                .contains("Nous remplaçons", "une heure en moyenne")
                .doesNotContain("04 72 41 52 63", READ, "472415263", "89");
    }

    @Test
    void what_a_person_corrects_passes_the_gate_and_is_not_overruled_by_reading_again() {
        online("florist-corrects");

        var right =
                put("florist-corrects", fact("florist-corrects", "PHONE", READ), Map.of("display", "04 78 00 11 22"));
        put(
                "florist-corrects",
                fact("florist-corrects", "NAME", "fleurs bellecour"),
                Map.of("display", "FLEURS Bellecour"));
        var hours = chosen("florist-corrects", "OPENING_HOURS");
        put("florist-corrects", hours.get("id").asString(), Map.of("display", "Du mardi au samedi de 10h à 18h"));
        again("florist-corrects");
        again("florist-corrects");

        assertThat(right.get("value").asString()).isEqualTo("+33478001122");
        assertThat(standing("florist-corrects", "PHONE", READ)).isEqualTo("REJECTED");
        assertThat(chantier.visit("florist-corrects", "/"))
                .contains("tel:+33478001122", "10:00")
                .doesNotContain("tel:" + READ, "tel:" + OTHER, "09:30");
        assertThat(chosen("florist-corrects", "NAME").get("display").asString()).isEqualTo("FLEURS Bellecour");
    }

    @Test
    void a_decision_that_says_nothing_usable_names_its_field_and_the_remedy() {
        online("florist-mistypes");
        var phone = fact("florist-mistypes", "PHONE", READ);
        for (var bad : List.of(
                Map.of("standing", "PERHAPS"), Map.of(), Map.of("display", " "), Map.of("display", "call us"))) {
            var answer = chantier.api().put("/api/sites/florist-mistypes/facts/" + phone, bad);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(Client.json(answer).get("remedy").asString()).isNotBlank();
            assertThat(Client.json(answer).get("errors").get(0).get("field").asString())
                    .isIn("standing", "display");
        }
        var unknown = chantier.api()
                .put("/api/sites/florist-mistypes/facts/" + UUID.randomUUID(), Map.of("standing", "CHOSEN"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Client.json(unknown).get("code").asString()).isEqualTo("fact-unknown");
        assertThat(standing("florist-mistypes", "PHONE", READ)).isEqualTo("CHOSEN");
    }

    private void online(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "LIVE"));
        var job = chantier.finished(site.get("job").asString());
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
    }

    private String everything(String slug) {
        var home = chantier.visit(slug, "/");
        var pages = new StringBuilder(home);
        Jsoup.parse(home).select("a[href^=/]").eachAttr("href").stream()
                .map(href -> href.replaceFirst("#.*", ""))
                .filter(href -> href.endsWith("/") && href.length() > 1)
                .distinct()
                .forEach(path -> pages.append(chantier.visit(slug, path)));
        return said(pages.toString());
    }

    /** Without headers, ports and digests, in which any digits may stand. */
    private static String said(String answers) {
        return answers.replaceAll("(?s)HTTP/1\\.1 200 OK.*?\r\n\r\n", "")
                .replaceAll("localhost:\\d+", "localhost")
                .replaceAll("\\b(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\\b", "");
    }

    private void again(String slug) {
        for (var verb : new String[] {"generate", "deploy"}) {
            var job = chantier.order(slug, verb);
            assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        }
    }

    private JsonNode put(String slug, String id, Map<String, String> decision) {
        var answer = chantier.api().put("/api/sites/" + slug + "/facts/" + id, decision);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer);
    }

    private JsonNode facts(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/facts"));
    }

    private JsonNode chosen(String slug, String kind) {
        return facts(slug)
                .valueStream()
                .filter(fact -> fact.get("kind").asString().equals(kind)
                        && fact.get("standing").asString().equals("CHOSEN"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode found(String slug, String kind, String value) {
        return facts(slug)
                .valueStream()
                .filter(fact -> fact.get("kind").asString().equals(kind)
                        && fact.get("value").asString().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private String fact(String slug, String kind, String value) {
        return found(slug, kind, value).get("id").asString();
    }

    private String standing(String slug, String kind, String value) {
        return found(slug, kind, value).get("standing").asString();
    }
}
