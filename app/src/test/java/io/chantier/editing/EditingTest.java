package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's hand in the forms, from the form to the page at the unlisted address. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditingTest {

    private static final String TITLE = "/content/pages/0/sections/0/title";
    private static final String TEXT = "/content/pages/0/sections/0/text";

    private static final String LABEL = "/content/pages/0/label";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    private final OldSite old = Menuiserie.serve();
    private Installation chantier;
    private Client julie;

    @BeforeAll
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
        julie = people.browser(people.operator());
    }

    @AfterAll
    void stopOldSite() {
        old.close();
    }

    @Test
    void a_text_that_is_typed_is_seen_at_the_preview_address_and_says_who_wrote_it() {
        make("edit-typed");
        var before = julie.get("/sites/edit-typed/edit").body();
        assertThat(before).contains("data-origin=\"" + TEXT + "\"", "Lu sur");

        var answer = type("edit-typed", Map.of(TITLE, "Des escaliers qui tournent"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        var page = page("edit-typed");
        assertThat(preview(page)).contains("Des escaliers qui tournent");
        assertThat(page.select("[data-origin=\"" + TITLE + "\"]").text()).contains("Écrit à la main par Admin");
        assertThat(chantier.visit("edit-typed", "/")).doesNotContain("Des escaliers qui tournent");
        var revisions = Client.json(chantier.api().get("/api/sites/edit-typed/revisions"));
        assertThat(revisions.size()).isEqualTo(2);
        assertThat(revisions.get(0).get("message").asString()).isEqualTo("by-hand");
    }

    @Test
    void what_the_schema_refuses_is_said_at_its_field_and_nothing_that_was_typed_is_lost() {
        make("edit-refused");
        var revision = revision("edit-refused");

        var answer = type("edit-refused", Map.of(TITLE, "", TEXT, "Un texte tout neuf"));

        assertThat(answer.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(answer.body());
        assertThat(page.select("[data-wrong=\"" + TITLE + "\"]").text()).contains("À remplir");
        assertThat(page.select("textarea[name=\"" + TEXT + "\"]").val()).isEqualTo("Un texte tout neuf");
        assertThat(revision("edit-refused")).isEqualTo(revision);
    }

    @Test
    void of_two_people_in_the_same_text_the_later_one_sees_both_and_chooses() {
        make("edit-two");
        var seen = revision("edit-two");
        var marc = people.browser(people.member(people.firstTeam(), Role.EDITOR));
        type("edit-two", Map.of(TITLE, "Le titre de Julie"));

        var late = marc.submit(
                "/sites/edit-two/edit",
                "/sites/edit-two/edit",
                Map.of("revision", seen, "on", "/", TITLE, "Le titre de Marc", TEXT, "Le texte de Marc"));

        assertThat(late.statusCode()).isEqualTo(409);
        var page = Jsoup.parse(late.body());
        assertThat(page.select("#rivals .rival").eachText().toString())
                .contains("Le titre de Julie", "Le titre de Marc");
        assertThat(page.select("#rivals mark").eachText()).contains("Julie", "Marc");
        assertThat(content("edit-two").at("/pages/0/sections/0/text").asString())
                .isEqualTo("Le texte de Marc");
        assertThat(content("edit-two").at("/pages/0/sections/0/title").asString())
                .isEqualTo("Le titre de Julie");

        var mistaken = marc.submit(
                "/sites/edit-two/edit",
                "/sites/edit-two/edit",
                fields("revision", seen, "on", "/", TITLE, "Le titre de Marc", TEXT, "Encore", LABEL, ""));
        assertThat(mistaken.statusCode()).isEqualTo(422);
        var both = Jsoup.parse(mistaken.body());
        assertThat(both.select("[data-wrong=\"" + LABEL + "\"]").text()).contains("À remplir");
        assertThat(both.select("[data-wrong=\"" + TITLE + "\"]").text())
                .contains("Le titre de Julie", "Le titre de Marc");
        assertThat(both.select("textarea[name=\"" + TITLE + "\"], input[name=\"" + TITLE + "\"]")
                        .val())
                .isEqualTo("Le titre de Marc");

        var newest = page.select("#rivals input[name=revision]").val();
        var settled = marc.submit(
                "/sites/edit-two/edit",
                "/sites/edit-two/edit",
                Map.of("revision", newest, "choose:" + TITLE, "mine", TITLE, "Le titre des deux"));
        assertThat(settled.statusCode()).isEqualTo(302);
        assertThat(content("edit-two").at("/pages/0/sections/0/title").asString())
                .isEqualTo("Le titre des deux");
    }

    @Test
    void undo_and_redo_are_revisions_and_any_other_comes_back_from_the_list() {
        make("edit-undo");
        var first = revision("edit-undo");
        var title = content("edit-undo").at("/pages/0/sections/0/title").asString();
        type("edit-undo", Map.of(TITLE, "Premier essai"));
        type("edit-undo", Map.of(TITLE, "Second essai"));

        press("edit-undo", "/edit/undo");
        assertThat(preview(page("edit-undo"))).contains("Premier essai").doesNotContain("Second essai");
        press("edit-undo", "/edit/undo");
        assertThat(preview(page("edit-undo"))).contains(title).doesNotContain("Premier essai");
        press("edit-undo", "/edit/redo");
        press("edit-undo", "/edit/redo");
        assertThat(preview(page("edit-undo"))).contains("Second essai");
        assertThat(page("edit-undo").select("#redo").hasAttr("disabled")).isTrue();

        press("edit-undo", "/revisions/" + first + "/restoration");
        assertThat(content("edit-undo").at("/pages/0/sections/0/title").asString())
                .isEqualTo(title);
        var list = julie.get("/sites/edit-undo/revisions").body();
        assertThat(list).contains("Version 1 reprise", "Retour à la version 2", "Rétabli : version 3");
    }

    @Test
    void sections_are_added_moved_and_removed() {
        make("edit-sections");
        var sections = content("edit-sections").at("/pages/0/sections");
        var last = sections.size();
        var types =
                sections.valueStream().map(one -> one.get("type").asString()).toList();
        var fresh = "/content/pages/0/sections/" + last;

        var empty = julie.get("/sites/edit-sections/edit?on=/&add=faq").body();
        assertThat(Jsoup.parse(empty).select("#section-new [name=\"" + fresh + "/items/0/question\"]"))
                .hasSize(1);
        var unfinished = type("edit-sections", fields(fresh + "/type", "faq", "add", "faq"));
        assertThat(unfinished.statusCode()).isEqualTo(422);
        assertThat(content("edit-sections").at("/pages/0/sections").size()).isEqualTo(last);

        type(
                "edit-sections",
                fields(
                        fresh + "/type",
                        "faq",
                        "add",
                        "faq",
                        fresh + "/items/0/question",
                        "Posez-vous aussi ?",
                        fresh + "/items/0/answer",
                        "Oui, partout."));
        assertThat(preview(page("edit-sections"))).contains("Posez-vous aussi ?");
        type("edit-sections", Map.of("step", "up " + fresh));
        var moved = content("edit-sections").at("/pages/0/sections");
        assertThat(moved.get(last - 1).get("type").asString()).isEqualTo("faq");
        assertThat(moved.get(last).get("type").asString()).isEqualTo(types.getLast());
        type("edit-sections", Map.of("step", "remove /content/pages/0/sections/" + (last - 1)));
        assertThat(content("edit-sections").at("/pages/0/sections")).isEqualTo(sections);
    }

    @Test
    void a_look_brings_its_fonts_and_colours_are_made_readable() {
        make("edit-look");
        var worn = julie.submit(
                "/sites/edit-look/edit?on=look",
                "/sites/edit-look/edit/look",
                Map.of("look", "vitrine", "primary", "#ffee00", "accent", "#0000ff"));
        assertThat(worn.statusCode()).isEqualTo(302);
        var tokens = data("edit-look").get("tokens");
        assertThat(tokens.get("look").asString()).isEqualTo("vitrine");
        assertThat(tokens.at("/font/heading").asString()).isEqualTo("didone");
        assertThat(tokens.at("/color/primary").asString())
                .isNotEqualTo("#ffee00")
                .startsWith("#");
        assertThat(chantier.order("edit-look", "deploy").get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void what_a_person_writes_by_hand_passes_the_gate_like_a_brief() {
        make("edit-gate");
        type("edit-gate", Map.of(TEXT, "Appelez le 01 45 67 89 10, un devis coûte 45 €."));

        var job = chantier.order("edit-gate", "deploy");

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit("edit-gate", "/")).contains("01 45 67 89 10");
    }

    @Test
    void a_corrected_fact_is_replaced_wherever_the_pages_say_it() {
        make("edit-fact");
        var phone = Client.json(chantier.api().get("/api/sites/edit-fact/facts"))
                .valueStream()
                .filter(fact -> fact.get("kind").asString().equals("PHONE"))
                .findFirst()
                .orElseThrow();
        var path = "/sites/edit-fact/source/facts/" + phone.get("id").asString() + "/correction";

        var wrong = julie.submit("/sites/edit-fact/source", path, Map.of("display", "appelez-nous", "pages", "true"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"appelez-nous\"", "Cela ne se lit pas");
        var right = julie.submit("/sites/edit-fact/source", path, Map.of("display", "02 99 00 11 22", "pages", "true"));

        assertThat(right.statusCode()).as(right.body()).isEqualTo(302);
        assertThat(julie.get("/sites/edit-fact/source").body()).contains("Corrigé, ici et dans les pages");
        assertThat(data("edit-fact").at("/site/contact/phones/0/tel").asString())
                .isEqualTo("+33299001122");
        assertThat(data("edit-fact").toString()).doesNotContain("02 99 12 34 56", "+33299123456");
        var job = chantier.order("edit-fact", "deploy");
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit("edit-fact", "/")).contains("tel:+33299001122");
    }

    @Test
    void a_program_changes_values_or_sends_a_json_patch_and_is_told_the_pointer_of_what_is_wrong() {
        make("edit-api");
        var seen = chantier.api()
                .get("/api/sites/edit-api/content")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        var set = patch("edit-api", Map.of(TITLE, "Par un programme", "content#/pages/0/label", "Maison"));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        var shown = URI.create(Client.json(set).get("previewUrl").asString());
        assertThat(chantier.visit(shown.getHost().replace(".localhost", ""), "/"))
                .contains("Par un programme", "Maison");

        var moved = patch(
                "edit-api",
                List.of(
                        Map.of("op", "test", "path", TITLE, "value", "Par un programme"),
                        Map.of("op", "add", "path", "/content/pages/0/sections/-", "value", Map.of("type", "hours")),
                        Map.of("op", "remove", "path", TEXT)));
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(content("edit-api")
                        .at("/pages/0/sections")
                        .valueStream()
                        .toList()
                        .getLast()
                        .get("type")
                        .asString())
                .isEqualTo("hours");

        var bad = patch("edit-api", Map.of("/site/contact/emails/0", "pas une adresse", "/site/founded", 12));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(Client.json(bad)
                        .get("errors")
                        .valueStream()
                        .map(one -> one.get("field").asString())
                        .toList())
                .contains("/site/contact/emails/0", "/site/founded");
        var nowhere = patch("edit-api", Map.of("/content/pages/99/title", "x"));
        assertThat(Client.json(nowhere).at("/errors/0/field").asString()).isEqualTo("/content/pages/99/title");
        var late = Client.ofAdmin(environment)
                .with("If-Match", seen)
                .send("PATCH", "/api/sites/edit-api/content", "{\"" + TITLE + "\":\"trop tard\"}", "application/json");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(chantier.api().post("/api/sites/edit-api/undo", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(chantier.api().post("/api/sites/edit-api/redo", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(chantier.api().post("/api/sites/edit-api/redo", Map.of()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_picture_is_chosen_with_its_words_cut_and_taken_away_again() throws IOException {
        make("edit-picture");
        var here = "/api/sites/edit-picture/pictures";
        var id = Client.json(chantier.api().upload(here, picture(800, 600), "image/png"))
                .get("id")
                .asString();
        var image = "/content/pages/0/sections/0/image";

        var silent = type("edit-picture", Map.of(image, id, "alt:" + image, ""));
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(silent.body())
                        .select("[data-wrong=\"" + image + "\"]")
                        .text())
                .contains("Dites en quelques mots");
        type("edit-picture", Map.of(image, id, "alt:" + image, "Un escalier en chêne"));
        assertThat(preview(page("edit-picture"))).contains("Un escalier en chêne", id);

        var other = Client.json(chantier.api().upload(here, picture(640, 480), "image/png"))
                .get("id")
                .asString();
        type(
                "edit-picture",
                fields(image, other, "alt:" + image, "Un atelier", "was:" + image, "Un escalier en chêne"));
        type(
                "edit-picture",
                fields(image, id, "alt:" + image, "Un atelier", "was:" + image, "Un atelier", TITLE, "Escaliers"));
        type("edit-picture", fields(image, id, "alt:" + image, "Un atelier", "was:" + image, "Un atelier"));
        assertThat(preview(page("edit-picture"))).contains("Un escalier en chêne", id);

        var outside = chantier.api().post(here + "/" + id + "/crop", box(700, 0, 200, 200));
        assertThat(outside.statusCode()).isEqualTo(422);
        assertThat(Client.json(outside).get("code").asString()).isEqualTo("crop-outside");
        var cut = Client.json(chantier.api().post(here + "/" + id + "/crop", box(100, 50, 400, 300)));
        assertThat(cut.get("width").asInt()).isEqualTo(400);
        assertThat(cut.get("alt").asString()).isEqualTo("Un escalier en chêne");
        assertThat(content("edit-picture").at("/pages/0/sections/0/image").asString())
                .isEqualTo(cut.get("id").asString());

        var browser = julie.get("/sites/edit-picture/pictures/" + id + "/retouch");
        assertThat(browser.body()).contains("Un escalier en chêne", "Depuis la gauche");
        var gone = julie.submit(
                "/sites/edit-picture/pictures",
                "/sites/edit-picture/pictures/" + cut.get("id").asString() + "/removal",
                Map.of());
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(302);
        assertThat(content("edit-picture").toString())
                .doesNotContain(cut.get("id").asString());
    }

    private static Map<String, Integer> box(int left, int top, int width, int height) {
        return Map.of("left", left, "top", top, "width", width, "height", height);
    }

    private static byte[] picture(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void another_team_s_site_is_unknown_and_a_viewer_reads_only() {
        make("edit-guarded");
        var stranger = people.browser(people.stranger());
        assertThat(stranger.get("/sites/edit-guarded/edit").statusCode()).isEqualTo(404);
        assertThat(stranger.submit("/members", "/sites/edit-guarded/edit", Map.of(TITLE, "x"))
                        .statusCode())
                .isEqualTo(404);
        var viewer = people.browser(people.member(people.firstTeam(), Role.VIEWER));
        var page = viewer.get("/sites/edit-guarded/edit");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("réservé aux éditeurs").doesNotContain("page.edit.");
        assertThat(viewer.submit("/sites/edit-guarded/edit", "/sites/edit-guarded/edit", Map.of(TITLE, "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    private void make(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "LIVE"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    private HttpResponse<String> type(String slug, Map<String, String> fields) {
        var all = new LinkedHashMap<>(Map.of("revision", revision(slug), "on", "/"));
        all.putAll(fields);
        return julie.submit("/sites/" + slug + "/edit", "/sites/" + slug + "/edit", all);
    }

    private void press(String slug, String button) {
        var answer = julie.submit("/sites/" + slug + "/edit", "/sites/" + slug + button, Map.of("on", "/"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    }

    private HttpResponse<String> patch(String slug, Object body) {
        return chantier.api()
                .send(
                        "PATCH",
                        "/api/sites/" + slug + "/content",
                        JsonMapper.shared().writeValueAsString(body),
                        "application/json");
    }

    private Document page(String slug) {
        return Jsoup.parse(julie.get("/sites/" + slug + "/edit").body());
    }

    /** What the frame beside the forms shows. */
    private String preview(Document page) {
        var address = URI.create(page.select("iframe[data-preview]").attr("src"));
        return chantier.visit(address.getHost().replace(".localhost", ""), address.getPath());
    }

    private JsonNode data(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/content"));
    }

    private JsonNode content(String slug) {
        return data(slug).get("content");
    }

    private String revision(String slug) {
        return chantier.site(slug).get("revision").asString();
    }

    private static Map<String, String> fields(String... namesAndTexts) {
        var fields = new LinkedHashMap<String, String>();
        for (var at = 0; at < namesAndTexts.length; at += 2) fields.put(namesAndTexts[at], namesAndTexts[at + 1]);
        return fields;
    }
}
