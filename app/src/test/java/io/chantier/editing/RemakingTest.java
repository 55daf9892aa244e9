package io.chantier.editing;

import static io.chantier.editing.EditingDesk.TEXT;
import static io.chantier.editing.EditingDesk.TITLE;
import static io.chantier.editing.EditingDesk.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import io.chantier.jobs.Job;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.reading.OldSite;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A site that people have edited is made anew. */
class RemakingTest extends EditingFixture {

    @Autowired
    SiteJobs work;

    @Autowired
    Sites sites;

    @Test
    void the_button_asks_first_where_somebody_wrote_by_hand_and_keeps_it_unless_told_otherwise() {
        desk.make("anew-asked");
        var authors = desk.title("anew-asked");
        assertThat(order("anew-asked", Map.of()).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/sites/anew-asked"));
        over("anew-asked");
        desk.type("anew-asked", Map.of(TITLE, "Des escaliers qui tournent", TEXT, "Un texte de Julie"));

        var asked = order("anew-asked", Map.of());
        assertThat(asked.headers().firstValue("Location").orElseThrow()).endsWith("/sites/anew-asked/generate");
        var page = Jsoup.parse(desk.julie().get("/sites/anew-asked/generate").body());
        assertThat(page.text()).contains("2 endroits de ce site ont été écrits à la main");
        assertThat(page.select("input[name=texts][checked]").val()).isEqualTo("KEEP");

        order("anew-asked", Map.of("texts", "KEEP"));
        over("anew-asked");
        assertThat(desk.title("anew-asked")).isEqualTo("Des escaliers qui tournent");
        assertThat(desk.page("anew-asked")
                        .select("[data-origin=\"" + TITLE + "\"]")
                        .text())
                .contains("Écrit à la main par Admin");
        assertThat(log("anew-asked")).contains("Textes écrits à la main gardés : 2.");

        order("anew-asked", Map.of("texts", "REPLACE"));
        over("anew-asked");
        assertThat(desk.title("anew-asked")).isEqualTo(authors);
        assertThat(log("anew-asked")).contains("Textes écrits à la main remplacés : 2.");
        desk.press("anew-asked", "/edit/undo");
        assertThat(desk.title("anew-asked")).isEqualTo("Des escaliers qui tournent");
    }

    @Test
    void a_program_keeps_what_people_wrote_or_says_that_it_is_to_be_replaced() {
        desk.make("anew-api");
        var authors = desk.title("anew-api");
        desk.type("anew-api", Map.of(TITLE, "Des escaliers qui tournent"));

        desk.chantier().order("anew-api", "generate");
        assertThat(desk.title("anew-api")).isEqualTo("Des escaliers qui tournent");

        var replaced = desk.chantier().api().post("/api/sites/anew-api/generate", Map.of("replaceEdits", true));
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(202);
        over("anew-api");
        assertThat(desk.title("anew-api")).isEqualTo(authors);
        var described = desk.chantier().api().get("/v3/api-docs").body();
        assertThat(described).contains("replaceEdits", "Texts that people wrote by hand are carried over");
    }

    @Test
    void many_sites_at_once_keep_what_people_wrote() {
        desk.make("anew-many");
        desk.type("anew-many", Map.of(TITLE, "Des escaliers qui tournent"));

        var batch = desk.chantier()
                .api()
                .post("/api/sites/bulk", Map.of("action", "REGENERATE", "sites", List.of("anew-many")));
        assertThat(batch.statusCode()).as(batch.body()).isBetween(200, 202);
        over("anew-many");

        assertThat(desk.chantier().site("anew-many").get("state").asString()).isEqualTo("LIVE");
        assertThat(desk.title("anew-many")).isEqualTo("Des escaliers qui tournent");
    }

    @Test
    void a_text_whose_page_is_gone_is_listed_handed_back_and_dealt_with() {
        try (var old = shop()) {
            desk.make("anew-gone", old.address());
            var place = place("anew-gone", "/services/");
            desk.type("anew-gone", fields("on", "/services/", place, "Un métier qui n’existe plus"));
            old.page("/services.html", "<html lang=fr><title>Rien</title><body></body></html>");
            old.page("/", home(""));

            desk.chantier().order("anew-gone", "generate");
        }

        assertThat(desk.content("anew-gone").toString()).doesNotContain("Un métier qui n’existe plus");
        assertThat(log("anew-gone"))
                .contains("Sans place dans le nouveau contenu, écrit à la main par Admin : « Un métier");
        assertThat(desk.julie().get("/sites/anew-gone/checks").body())
                .contains("n’a plus de place", "Un métier qui n’existe plus");
        var card = desk.page("anew-gone").select("#displaced");
        assertThat(card.text()).contains("Un texte écrit à la main n’a plus de place", "Un métier qui n’existe plus");

        var dealtWith = desk.julie()
                .submit(
                        "/sites/anew-gone/edit",
                        "/sites/anew-gone/edit/displaced/removal",
                        Map.of(
                                "place", card.select("[name=place]").val(),
                                "text", card.select("[name=text]").val()));
        assertThat(dealtWith.statusCode()).as(dealtWith.body()).isEqualTo(302);
        assertThat(desk.page("anew-gone").select("#displaced")).isEmpty();
    }

    @Test
    void a_person_compares_what_was_kept_with_what_the_author_writes_now_and_takes_either() {
        try (var old = shop()) {
            desk.make("three-way", old.address());
            var was = desk.content("three-way").at("/pages/0/sections/0/text").asString();
            assertThat(field("three-way", TEXT).at("/source/page").asString()).isEqualTo(old.address());
            assertThat(origin("three-way", TEXT)).contains("Rédigé par l’auteur intégré, ");
            assertThat(desk.page("three-way")
                            .select("[data-origin=\"" + TEXT + "\"] a")
                            .attr("href"))
                    .isEqualTo("/sites/three-way/jobs/"
                            + field("three-way", TEXT).at("/author/job").asString());
            desk.type("three-way", Map.of(TEXT, "Les mots  de Julie"));
            assertThat(origin("three-way", TEXT)).contains("Écrit à la main par Admin, ");
            old.page("/", home("").replace("fabrique et pose vos escaliers", "dessine et restaure vos escaliers"));

            desk.chantier().order("three-way", "generate");

            var asked = desk.page("three-way").select("[data-alternative=\"" + TEXT + "\"]");
            assertThat(asked.select("[data-side=was]").text()).isEqualTo(was);
            assertThat(asked.select("[data-side=mine]").first().wholeText()).isEqualTo("Les mots  de Julie");
            assertThat(asked.select("[data-side=new]").text()).contains("dessine et restaure");
            assertThat(text("three-way")).isEqualTo("Les mots  de Julie");
            assertThat(origin("three-way", TEXT)).contains("Gardé ; l’auteur propose un autre texte");

            choose("three-way", "TAKE");
            assertThat(text("three-way")).contains("dessine et restaure");
            assertThat(field("three-way", TEXT).path("kind").asString()).isEqualTo("READ");
            assertThat(desk.page("three-way").select("#alternatives")).isEmpty();
            desk.press("three-way", "/edit/undo");
            assertThat(text("three-way")).isEqualTo("Les mots  de Julie");

            var late = desk.chantier()
                    .api()
                    .post("/api/sites/three-way/provenance/choices", Map.of("place", TEXT, "choice", "KEEP"));
            assertThat(late.statusCode()).as(late.body()).isEqualTo(204);
            assertThat(field("three-way", TEXT).path("offered").isNull()).isTrue();
            desk.chantier().order("three-way", "generate");
            assertThat(text("three-way")).isEqualTo("Les mots  de Julie");
            assertThat(desk.page("three-way").select("#alternatives")).isEmpty();
        }
    }

    @Test
    void what_a_program_writes_is_told_by_its_token_and_kept_like_a_persons_text() {
        desk.make("by-token");
        var file = Client.json(desk.chantier().api().get("/api/sites/by-token/content"))
                .get("content")
                .toString()
                .replaceFirst("\"title\":\"[^\"]*\"", "\"title\":\"Un titre par fichier\"");
        var put = desk.chantier().api().send("PUT", "/api/sites/by-token/files/data/content.json", file, "text/plain");
        assertThat(put.statusCode()).as(put.body()).isBetween(200, 204);
        var token = Client.json(desk.chantier().api().post("/api/tokens", Map.of("name", "caisse", "role", "EDITOR")))
                .path("token")
                .asString();
        var patched = Client.of(environment)
                .bearing(token)
                .send(
                        "PATCH",
                        "/api/sites/by-token/content",
                        "{\"" + TEXT + "\":\"Un texte par l’API\"}",
                        "application/json");
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);

        var text = field("by-token", TEXT);
        assertThat(text.path("kind").asString()).isEqualTo("API");
        assertThat(text.at("/person/token").asString()).isEqualTo("caisse");
        assertThat(origin("by-token", TEXT)).contains("Écrit par l’API au nom de Admin, jeton « caisse », ");
        var byFile = field("by-token", "/content/pages/0/title");
        assertThat(byFile.path("kind").asString()).isEqualTo("API");

        desk.chantier().order("by-token", "generate");

        assertThat(text("by-token")).isEqualTo("Un texte par l’API");
        assertThat(desk.content("by-token").at("/pages/0/title").asString()).isEqualTo("Un titre par fichier");
        for (var one : known("by-token", ""))
            assertThat(one.path("kind").asString()).as(one.toString()).isNotEqualTo("UNKNOWN");
        assertThat(desk.chantier()
                        .api()
                        .get("/api/sites/by-token/provenance?place=/nowhere")
                        .statusCode())
                .isEqualTo(422);
    }

    private JsonNode known(String slug, String place) {
        return Client.json(desk.chantier().api().get("/api/sites/" + slug + "/provenance?place=" + place));
    }

    private JsonNode field(String slug, String place) {
        return known(slug, place).get(0);
    }

    private String origin(String slug, String place) {
        return desk.page(slug).select("[data-origin=\"" + place + "\"]").text();
    }

    private String text(String slug) {
        return desk.content(slug).at("/pages/0/sections/0/text").asString();
    }

    private void choose(String slug, String choice) {
        var answer = desk.julie()
                .submit(
                        "/sites/" + slug + "/edit",
                        "/sites/" + slug + "/edit/alternatives",
                        Map.of("on", "/", "revision", desk.revision(slug), "at", TEXT, "choice", choice));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    }

    private static OldSite shop() {
        var old = new OldSite();
        old.page("/", home("<a href=\"services.html\">Nos services</a>"));
        old.page("/services.html", """
                <html lang="fr"><head><title>Nos services</title></head><body><h1>Nos services</h1>
                <h2>Escaliers</h2><p>Escaliers droits et tournants, en chêne ou en hêtre, fabriqués dans notre atelier.</p>
                <h2>Fenêtres</h2><p>Fenêtres sur mesure à double vitrage, en bois du pays, pour le neuf et la rénovation.</p>
                <h2>Parquets</h2><p>Pose et rénovation de parquets anciens, ponçage et vitrification.</p></body></html>""");
        return old;
    }

    private static String home(String links) {
        return """
                <html lang="fr"><head><title>Menuiserie Lefèvre - Rennes</title></head><body>
                <h1>Menuiserie Lefèvre</h1>
                <p>La menuiserie Lefèvre fabrique et pose vos escaliers, portes et fenêtres en bois massif depuis 1987
                dans toute l'Ille-et-Vilaine.</p>%s
                <p>12 rue du Moulin, 35000 Rennes. Tél. : 02 99 12 34 56</p></body></html>""".formatted(links);
    }

    /** The first title of a section of that page. */
    private String place(String slug, String path) {
        var pages = desk.content(slug).get("pages");
        for (var i = 0; i < pages.size(); i++) {
            if (!pages.get(i).get("path").asString().equals(path)) continue;
            for (var k = 0; k < pages.get(i).get("sections").size(); k++)
                if (pages.get(i).get("sections").get(k).has("title"))
                    return "/content/pages/" + i + "/sections/" + k + "/title";
        }
        throw new AssertionError("No title on " + path + ": " + pages.toPrettyString());
    }

    private HttpResponse<String> order(String slug, Map<String, String> choice) {
        return desk.julie().submit("/sites/" + slug, "/sites/" + slug + "/generate", choice);
    }

    /** Waits for the newest job of the site. */
    private void over(String slug) {
        var job = jobs(slug).getFirst().id().toString();
        assertThat(desk.chantier().finished(job).get("state").asString()).isEqualTo("SUCCEEDED");
    }

    private List<Job> jobs(String slug) {
        return work.of(sites.find(people.firstTeam(), new Slug(slug)).orElseThrow());
    }

    private String log(String slug) {
        return desk.julie()
                .get("/sites/" + slug + "/jobs/" + jobs(slug).getFirst().id())
                .body();
    }
}
