package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.sites.SitePictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The pictures that a person sends, from the form and from a program to the page of the visitor. */
@ChantierTest
class PicturesTest {

    private static final Map<String, String> BRIEF = Map.of(
            "name", "Atelier Bleu",
            "trade", "Céramiste",
            "language", "fr",
            "services", "Vaisselle : des bols et des assiettes tournés à la main",
            "phone", "02 97 11 22 33",
            "goal", "LIVE");

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @Test
    void pictures_that_are_sent_with_a_brief_are_on_the_site() throws Exception {
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var answer = browser.submitFiles(
                "/sites/new/brief",
                "/sites/brief",
                BRIEF,
                "pictures",
                List.of(
                        new Client.File("bols.png", picture(1200, 800, Color.BLUE)),
                        new Client.File("four.jpg", picture(1200, 800, Color.RED)),
                        new Client.File("atelier.png", picture(1200, 800, Color.GREEN)),
                        new Client.File("", new byte[0])));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);

        chantier.awaitState("atelier-bleu", "LIVE");
        var known = Client.json(chantier.api().get("/api/sites/atelier-bleu/pictures"));
        assertThat(known.values())
                .extracting(one -> one.get("use").asString())
                .containsExactly("FIRST", "SHOWN", "SHOWN");
        var page = chantier.visit("atelier-bleu", "/");
        for (var one : known.values()) assertThat(page).contains(one.get("id").asString());
        var variant = Pattern.compile("/_img/[^\"\\s,]+\\.webp").matcher(page);
        assertThat(variant.find()).isTrue();
        assertThat(chantier.visit("atelier-bleu", variant.group())).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_program_sends_a_picture_says_what_it_shows_and_makes_it_the_logo() throws Exception {
        chantier.create(Map.of("name", "Pain Levé", "slug", "pain-leve", "sourceUrl", "http://old.example/"));
        var here = "/api/sites/pain-leve/pictures";
        var sent = chantier.api().upload(here + "?alt=Le%20four", picture(900, 600, Color.ORANGE), "image/png");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
        var id = Client.json(sent).get("id").asString();
        assertThat(Client.json(sent).get("alt").asString()).isEqualTo("Le four");
        assertThat(Client.json(sent).get("width").asInt()).isEqualTo(900);

        var again = chantier.api().upload(here, picture(900, 600, Color.ORANGE), "image/png");
        assertThat(Client.json(again).get("id").asString()).isEqualTo(id);
        assertThat(Client.json(chantier.api().get(here)).size()).isEqualTo(1);

        assertThat(chantier.api().put(here + "/" + id, Map.of("use", "LOGO")).statusCode())
                .isEqualTo(200);
        assertThat(Client.json(chantier.api().get(here)).get(0).get("use").asString())
                .isEqualTo("LOGO");
        var nowhere = chantier.api().upload(here + "?use=NONE", picture(900, 600, Color.ORANGE), "image/png");
        assertThat(Client.json(nowhere).get("use").asString())
                .as("the same file sent for something else stays the logo")
                .isEqualTo("LOGO");
        assertThat(chantier.api()
                        .put(here + "/000000000000", Map.of("use", "LOGO"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_is_no_picture_is_refused_with_words_and_nothing_of_the_form_is_lost() {
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var answer = browser.submitFiles(
                "/sites/new/brief?lang=fr",
                "/sites/brief",
                Map.of("name", "Perdu", "trade", "Céramiste", "phone", "02 97 11 22 33", "slug", "perdu"),
                "pictures",
                List.of(new Client.File("virus.jpg", "MZ no picture".getBytes(StandardCharsets.UTF_8))));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("n’est pas une image affichable", "value=\"Perdu\"");
        assertThat(chantier.api().get("/api/sites/perdu").statusCode()).isEqualTo(404);
    }

    @Test
    void a_file_that_is_too_large_or_unsafe_is_refused() {
        chantier.create(Map.of("name", "Trop", "slug", "trop", "sourceUrl", "http://old.example/"));
        var here = "/api/sites/trop/pictures";
        var large = chantier.api().upload(here, new byte[SitePictures.MOST_BYTES + 1], "image/png");
        assertThat(large.statusCode()).isEqualTo(413);
        var drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>";
        var unsafe = chantier.api().upload(here, drawing.getBytes(StandardCharsets.UTF_8), "image/svg+xml");
        assertThat(unsafe.statusCode()).isEqualTo(422);
        assertThat(Client.json(unsafe).get("code").asString()).isEqualTo("picture-unsafe");
        assertThat(Client.json(chantier.api().get(here)).size()).isZero();
    }

    @Test
    void the_tab_shows_a_drawing_in_a_sandbox() {
        chantier.create(Map.of("name", "Dessin", "slug", "dessin", "sourceUrl", "http://old.example/"));
        var drawing =
                "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='9' height='9'/></svg>";
        var sent = chantier.api()
                .upload(
                        "/api/sites/dessin/pictures",
                        drawing.getBytes(StandardCharsets.UTF_8),
                        "application/octet-stream");
        var id = Client.json(sent).get("id").asString();
        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(browser.get("/sites/dessin/pictures").body()).contains("/sites/dessin/pictures/" + id);
        var original = browser.get("/sites/dessin/pictures/" + id);
        assertThat(original.statusCode()).isEqualTo(200);
        assertThat(original.headers().allValues("Content-Security-Policy"))
                .anySatisfy(policy -> assertThat(policy).contains("sandbox"));
        assertThat(original.headers().firstValue("Content-Type")).contains("image/svg+xml");
        var used = browser.submit(
                "/sites/dessin/pictures", "/sites/dessin/pictures/" + id + "/use", Map.of("as", "FIRST"));
        assertThat(used.statusCode()).isEqualTo(302);
        assertThat(Client.json(chantier.api().get("/api/sites/dessin/pictures"))
                        .get(0)
                        .get("use")
                        .asString())
                .isEqualTo("FIRST");
    }

    private static byte[] picture(int width, int height, Color colour) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.WHITE);
        pen.fillOval(width / 4, height / 4, width / 2, height / 2);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
