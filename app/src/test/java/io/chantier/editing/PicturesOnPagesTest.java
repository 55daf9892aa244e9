package io.chantier.editing;

import static io.chantier.editing.EditingDesk.IMAGE;
import static io.chantier.editing.EditingDesk.TITLE;
import static io.chantier.editing.EditingDesk.fields;
import static io.chantier.editing.EditingDesk.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.Test;

/** Pictures where the pages show them. */
class PicturesOnPagesTest extends EditingFixture {

    @Test
    void a_picture_is_chosen_with_its_words_cut_and_taken_away_again() throws IOException {
        desk.make("edit-picture");
        var here = "/api/sites/edit-picture/pictures";
        var id = Client.json(desk.chantier().api().upload(here, png(800, 600), "image/png"))
                .get("id")
                .asString();
        var image = IMAGE;

        var silent = desk.type("edit-picture", Map.of(image, id, "alt:" + image, ""));
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(silent.body())
                        .select("[data-wrong=\"" + image + "\"]")
                        .text())
                .contains("Dites en quelques mots");
        desk.type("edit-picture", Map.of(image, id, "alt:" + image, "Un escalier en chêne"));
        assertThat(desk.preview("edit-picture")).contains("Un escalier en chêne", id);

        var other = Client.json(desk.chantier().api().upload(here, png(640, 480), "image/png"))
                .get("id")
                .asString();
        desk.type(
                "edit-picture",
                fields(image, other, "alt:" + image, "Un atelier", "was:" + image, "Un escalier en chêne"));
        desk.type(
                "edit-picture",
                fields(image, id, "alt:" + image, "Un atelier", "was:" + image, "Un atelier", TITLE, "Escaliers"));
        desk.type("edit-picture", fields(image, id, "alt:" + image, "Un atelier", "was:" + image, "Un atelier"));
        assertThat(desk.preview("edit-picture")).contains("Un escalier en chêne", id);

        var outside = desk.chantier().api().post(here + "/" + id + "/crop", box(700, 0, 200, 200));
        assertThat(outside.statusCode()).isEqualTo(422);
        assertThat(Client.json(outside).get("code").asString()).isEqualTo("crop-outside");
        var cut = Client.json(desk.chantier().api().post(here + "/" + id + "/crop", box(100, 50, 400, 300)));
        assertThat(cut.get("width").asInt()).isEqualTo(400);
        assertThat(cut.get("alt").asString()).isEqualTo("Un escalier en chêne");
        assertThat(desk.content("edit-picture").at("/pages/0/sections/0/image").asString())
                .isEqualTo(cut.get("id").asString());

        var browser = desk.julie().get("/sites/edit-picture/pictures/" + id + "/retouch");
        assertThat(browser.body()).contains("Un escalier en chêne", "Depuis la gauche");
        var gone = desk.julie()
                .submit(
                        "/sites/edit-picture/pictures",
                        "/sites/edit-picture/pictures/" + cut.get("id").asString() + "/removal",
                        Map.of());
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(302);
        assertThat(desk.content("edit-picture").toString())
                .doesNotContain(cut.get("id").asString());
    }

    private static Map<String, Integer> box(int left, int top, int width, int height) {
        return Map.of("left", left, "top", top, "width", width, "height", height);
    }

    @Test
    void words_typed_for_a_new_picture_stay_when_another_field_is_refused() throws IOException {
        desk.make("pictures-refused");
        var here = "/api/sites/pictures-refused/pictures";
        var id = Client.json(desk.chantier().api().upload(here, png(640, 480), "image/png"))
                .get("id")
                .asString();

        var refused = desk.type(
                "pictures-refused", fields(IMAGE, id, "alt:" + IMAGE, "Un escalier", "was:" + IMAGE, "", TITLE, ""));

        assertThat(refused.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(refused.body());
        assertThat(page.select("[name=\"" + IMAGE + "\"][checked]").val()).isEqualTo(id);
        assertThat(page.select("[name=\"alt:" + IMAGE + "\"]").val()).isEqualTo("Un escalier");
        var form = page.select("form:has([name=\"alt:" + IMAGE + "\"])").getFirst();
        var corrected = new LinkedHashMap<String, String>();
        ((FormElement) form).formData().forEach(field -> corrected.put(field.key(), field.value()));
        corrected.put(TITLE, "Des escaliers");
        desk.type("pictures-refused", corrected);
        assertThat(desk.preview("pictures-refused")).contains("Un escalier", id);
    }

    @Test
    void words_that_only_stood_in_the_form_are_not_said_of_the_new_picture_after_a_refusal() throws IOException {
        desk.make("pictures-left");
        var here = "/api/sites/pictures-left/pictures";
        var first = Client.json(desk.chantier().api().upload(here + "?alt=Un+atelier", png(640, 480), "image/png"))
                .get("id")
                .asString();
        var other = Client.json(desk.chantier().api().upload(here + "?alt=Une+porte", png(800, 600), "image/png"))
                .get("id")
                .asString();
        desk.type("pictures-left", Map.of(IMAGE, first));

        var refused = desk.type(
                "pictures-left",
                fields(IMAGE, other, "alt:" + IMAGE, "Un atelier", "was:" + IMAGE, "Un atelier", TITLE, ""));

        assertThat(Jsoup.parse(refused.body())
                        .select("[name=\"alt:" + IMAGE + "\"]")
                        .val())
                .isEqualTo("Une porte");
    }

    @Test
    void a_picture_of_a_hundred_megapixels_is_refused_and_the_old_one_stays() throws IOException {
        desk.make("pictures-huge");
        var here = "/api/sites/pictures-huge/pictures";
        var id = Client.json(desk.chantier().api().upload(here + "?alt=Un+atelier", png(640, 480), "image/png"))
                .get("id")
                .asString();
        desk.type("pictures-huge", Map.of(IMAGE, id));
        var huge = black(10_000, 10_000);

        var refused = desk.julie()
                .submitFiles(
                        "/sites/pictures-huge/pictures/" + id + "/retouch",
                        "/sites/pictures-huge/pictures/" + id + "/replacement",
                        Map.of("alt", "Un escalier"),
                        "file",
                        List.of(new Client.File("escalier.png", huge)));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("L’image est trop grande");
        var program = desk.chantier().api().upload(here + "/" + id + "/replacement", huge, "image/png");
        assertThat(program.statusCode()).isEqualTo(422);
        assertThat(Client.json(program).get("code").asString()).isEqualTo("picture-too-large");
        assertThat(desk.content("pictures-huge").at("/pages/0/sections/0/image").asString())
                .isEqualTo(id);
    }

    /** A PNG of one bit a pixel, so that a hundred megapixels are a few kilobytes. */
    private static byte[] black(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
        return bytes.toByteArray();
    }
}
