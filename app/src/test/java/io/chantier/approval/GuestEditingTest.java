package io.chantier.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A client changes texts and pictures of their site by a link, and has that published. */
class GuestEditingTest extends ClientFixture {

    private static final String SECTION = "/content/pages/0/sections/0";

    @Test
    void a_client_writes_sees_it_and_has_exactly_that_published() {
        make("written");
        var path = link("written", "COMMENT", "APPROVE", "EDIT");
        assertThat(open(path).select("a[href$=/edit]")).hasSize(1);
        var desk = open(path + "/edit");
        assertThat(desk.select("[name='" + TITLE + "']")).hasSize(1);
        assertThat(desk.select("iframe[data-preview]").attr("src")).contains(".preview.");

        var sketch = type(path + "/edit/sketch", "written", Map.of(TITLE, "Esquisse de la cliente"));
        assertThat(sketch.statusCode()).isEqualTo(200);
        var sketched = URI.create(sketch.body());
        assertThat(chantier.visit(sketched.getHost().replace(".localhost", ""), sketched.getPath()))
                .contains("Esquisse de la cliente");
        var before = revision("written");
        var saved = type(path + "/edit", "written", Map.of(TITLE, "Mes escaliers à moi"));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);
        assertThat(saved.headers().allValues("Set-Cookie")).isEmpty();

        var written = revision("written");
        assertThat(written).isNotEqualTo(before);
        assertThat(chantier.api()
                        .get("/api/sites/written/files/data/provenance.json")
                        .body())
                .contains("Madame Lefèvre");
        assertThat(shown(open(path))).as("the link shows what it showed").doesNotContain("à moi");
        assertThat(client().form(path + "/sending", Map.of("revision", before)).statusCode())
                .as("what they had before them is not the newest")
                .isEqualTo(409);
        assertThat(client().form(path + "/sending", Map.of("revision", written)).statusCode())
                .isEqualTo(302);
        chantier.awaitState("written", "LIVE");
        assertThat(chantier.visit("written", "/")).contains("Mes escaliers à moi");
        assertThat(chantier.api().get("/api/audit").body()).contains("review.approve", written);
    }

    @Test
    void who_may_not_agree_hands_what_they_wrote_to_the_agency() {
        make("handed");
        var path = link("handed", "EDIT");
        type(path + "/edit", "handed", Map.of(TITLE, "À relire"));
        assertThat(client().form(path + "/sending", Map.of("revision", revision("handed")))
                        .statusCode())
                .isEqualTo(302);
        assertThat(tasks("handed"))
                .extracting(task -> task.get("kind").asString())
                .containsExactly("SENT");
        assertThat(chantier.site("handed").get("state").asString()).isEqualTo("GENERATED");
        assertThat(approvals("handed")).isZero();
    }

    @Test
    void the_layout_stays_as_it_is_unless_the_link_allows_it() {
        make("layout");
        var path = link("layout", "EDIT");
        var desk = open(path + "/edit");
        assertThat(desk.select("form[action*=look], [name=step][value$=" + "'" + SECTION + "'], #add"))
                .isEmpty();
        assertThat(desk.select("a[href*=on=look]")).isEmpty();
        var before = revision("layout");
        for (var forbidden : List.of(
                Map.of("/tokens/look", "bold"),
                Map.of(SECTION + "/type", "faq"),
                Map.of("/content/pages/0/path", "/elsewhere"),
                Map.of("/content/pages/0/inMenu", "false"),
                Map.of("/content/pages/0/sections/40/type", "faq"),
                Map.of("/content/pages/40/title", "Another"),
                Map.of("/content/redirects/0/from", "/x"),
                Map.of("step", "remove " + SECTION),
                Map.of("step", "down " + SECTION))) {
            assertThat(type(path + "/edit", "layout", forbidden).statusCode())
                    .as(forbidden.toString())
                    .isEqualTo(403);
            assertThat(type(path + "/edit/sketch", "layout", forbidden).statusCode())
                    .isEqualTo(204);
        }
        assertThat(client().form(path + "/edit/look", Map.of("look", "bold")).statusCode())
                .isEqualTo(403);
        assertThat(revision("layout")).isEqualTo(before);

        var arranges = link("layout", "EDIT", "ARRANGE");
        assertThat(open(arranges + "/edit").select("#add")).hasSize(1);
        assertThat(type(arranges + "/edit", "layout", Map.of("step", "down " + SECTION))
                        .statusCode())
                .isEqualTo(302);
        assertThat(revision("layout")).isNotEqualTo(before);
    }

    @Test
    void a_client_takes_back_what_they_wrote_and_nothing_of_the_agency_s() {
        make("taken-back");
        retitle("taken-back", "Le titre de l'agence");
        var path = link("taken-back", "EDIT");
        assertThat(open(path + "/edit").select("#undo").hasAttr("disabled")).isTrue();
        press(path, "undo", revision("taken-back"));
        assertThat(title("taken-back")).isEqualTo("Le titre de l'agence");

        type(path + "/edit", "taken-back", Map.of(TITLE, "Le titre de la cliente"));
        assertThat(open(path + "/edit").select("#undo").hasAttr("disabled")).isFalse();
        assertThat(press(path, "undo", "").statusCode())
                .as("without having seen it")
                .isEqualTo(409);
        assertThat(press(path, "undo", revision("taken-back")).statusCode()).isEqualTo(302);
        assertThat(title("taken-back")).isEqualTo("Le titre de l'agence");
        press(path, "undo", revision("taken-back"));
        assertThat(title("taken-back")).isEqualTo("Le titre de l'agence");
        press(path, "redo", revision("taken-back"));
        assertThat(title("taken-back")).isEqualTo("Le titre de la cliente");
    }

    @Test
    void a_client_cuts_and_replaces_a_picture_and_says_what_it_shows() throws Exception {
        make("clients-pictured");
        var uploaded = chantier.api()
                .upload("/api/sites/clients-pictured/pictures?alt=Un+escalier", png(1200, 900), "image/png");
        var id = Client.json(uploaded).get("id").asString();
        var image = SECTION + "/image";
        var put = "{\"" + image + "\": \"" + id + "\"}";
        assertThat(chantier.api()
                        .send("PATCH", "/api/sites/clients-pictured/content", put, "application/json")
                        .statusCode())
                .isEqualTo(200);
        var path = link("clients-pictured", "EDIT");
        var picture = path + "/pictures/" + id;
        assertThat(open(path + "/edit").select("img.edit-shown").attr("src")).isEqualTo(picture);
        assertThat(client().get(picture)
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("sandbox");

        assertThat(client().form(picture + "/retouch", Map.of("alt", "")).statusCode())
                .isEqualTo(422);
        var box = Map.of("alt", "Un limon", "left", "100", "top", "100", "width", "600", "height", "450");
        var cut = client().form(picture + "/retouch", box);
        assertThat(cut.statusCode()).as(cut.body()).isEqualTo(302);
        var now = content("clients-pictured").at(image).asString();
        assertThat(now).isNotEqualTo(id);
        var page = path + "/pictures/" + now;
        var sent = client().submitFiles(
                        page + "/retouch",
                        page + "/replacement",
                        Map.of("alt", "Un escalier en chêne"),
                        "file",
                        List.of(new Client.File("neuf.png", png(1600, 1200))));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        assertThat(content("clients-pictured").at(image).asString()).isNotEqualTo(now);
        assertThat(open(path + "/edit").select("img.edit-shown").attr("alt")).isEqualTo("Un escalier en chêne");
    }

    @Test
    void a_client_adds_a_picture_of_theirs_where_there_is_room_takes_it_off_and_undoes_that() throws Exception {
        make("clients-adding");
        var path = link("clients-adding", "EDIT");
        var image = SECTION + "/image";
        if (!content("clients-adding").at(image).isMissingNode())
            type(path + "/edit", "clients-adding", Map.of(image, ""));
        var before = content("clients-adding");
        var link = open(path + "/edit").select("a[href*=edit/picture]").attr("href");
        assertThat(link).contains("%2Fimage");
        assertThat(open(link).select("form[enctype]")).hasSize(1);

        assertThat(add(path, image, "", png(1200, 900)).body()).contains("field-wrong");
        assertThat(add(path, image, "Un escalier", "no picture".getBytes(UTF_8)).statusCode())
                .isBetween(400, 422);
        for (var elsewhere :
                List.of(SECTION + "/title", SECTION + "/type", "/site/nowhere/image", SECTION + "/items/7/image"))
            assertThat(add(path, elsewhere, "Un escalier", png(1200, 900)).statusCode())
                    .as(elsewhere)
                    .isBetween(404, 422);
        assertThat(add(path, "/tokens/look", "Un escalier", png(1200, 900)).statusCode())
                .isEqualTo(404);
        assertThat(content("clients-adding")).isEqualTo(before);

        var added = add(path, image, "Un escalier en frêne", png(1200, 900));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(302);
        var retouch = added.headers().firstValue("Location").orElseThrow();
        assertThat(retouch).contains("/retouch");
        var id = content("clients-adding").at(image).asString();
        assertThat(open(path + "/edit").select("img.edit-shown").eachAttr("alt"))
                .contains("Un escalier en frêne");

        var removed = client().form(path + "/pictures/" + id + "/removal", Map.of());
        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(302);
        assertThat(content("clients-adding").at(image).isMissingNode()).isTrue();
        press(path, "undo", revision("clients-adding"));
        assertThat(content("clients-adding").at(image).asString()).isEqualTo(id);
        press(path, "undo", revision("clients-adding"));
        assertThat(content("clients-adding").at("/content").toString())
                .isEqualTo(before.at("/content").toString());
    }

    private HttpResponse<String> add(String path, String at, String alt, byte[] bytes) {
        return client().submitFiles(
                        path + "/edit/picture?at=" + at,
                        path + "/edit/picture",
                        Map.of("at", at, "alt", alt),
                        "file",
                        List.of(new Client.File("neuf.png", bytes)));
    }

    @Test
    void a_link_that_does_not_let_write_opens_no_form() {
        make("read-only");
        var path = link("read-only", "COMMENT", "APPROVE");
        var before = revision("read-only");
        assertThat(open(path).select("a[href$=/edit]")).isEmpty();
        assertThat(client().get(path + "/edit").statusCode()).isEqualTo(404);
        assertThat(type(path + "/edit", "read-only", Map.of(TITLE, "Non")).statusCode())
                .isEqualTo(404);
        assertThat(type(path + "/edit/sketch", "read-only", Map.of(TITLE, "Non"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(client().get(path + "/pictures/x").statusCode()).isEqualTo(404);
        assertThat(revision("read-only")).isEqualTo(before);
    }

    @Test
    void what_a_field_cannot_take_is_said_in_the_language_of_the_link() {
        make("refused-words");
        var wanted = wanted("Mister Smith", "EDIT");
        wanted.put("language", "en");
        var path = path(invite("refused-words", wanted));
        var refused = type(path + "/edit", "refused-words", Map.of(TITLE, ""));
        assertThat(refused.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(refused.body());
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select(".field-wrong")).isNotEmpty();
        client().form(path + "/language", Map.of("language", "fr"));
        assertThat(open(path + "/edit").select("html").attr("lang")).isEqualTo("fr");
    }

    private HttpResponse<String> type(String address, String slug, Map<String, String> fields) {
        var all = new LinkedHashMap<>(Map.of("revision", revision(slug), "on", "/"));
        all.putAll(fields);
        return client().form(address, all);
    }

    private HttpResponse<String> press(String path, String step, String seen) {
        return client().form(path + "/edit/" + step, Map.of("revision", seen, "on", "/"));
    }

    private String title(String slug) {
        return content(slug).at(TITLE).asString();
    }

    private JsonNode content(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/content"));
    }

    private static byte[] png(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
