package io.chantier.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import io.chantier.rendering.Screenshots;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** What an agency shows its client: the old page beside the new one, measured by the same rules. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class BeforeAndAfterTest {

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    Screenshots screenshots;

    private final OldSite old = Menuiserie.serve();
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
    void the_new_page_is_better_by_the_same_rules_and_nothing_is_invented() {
        generated("compared");

        var comparison = Client.json(chantier.api().get("/api/sites/compared/comparison"));

        assertThat(comparison.at("/before/address").asString()).startsWith("http://127.0.0.1");
        assertThat(comparison.at("/before/points").asInt()).isBetween(1, 70);
        assertThat(comparison.at("/after/points").asInt()).isGreaterThan(90);
        assertThat(comparison.at("/before/scores").size()).isEqualTo(7);
        assertThat(comparison.at("/before/scores/0/missed").toString()).contains("viewport");
        assertThat(comparison.at("/facts/kept").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(comparison.at("/facts/invented").asInt()).isZero();
    }

    @Test
    void the_old_page_is_shown_without_what_could_run_load_or_lead_away() {
        old.page("/", """
                <html lang="fr"><head><title>Menuiserie Lefèvre - Rennes</title><base href="/sub/">
                <meta http-equiv="refresh" content="3600;url=/elsewhere.html">
                <link rel="stylesheet" href="/look.css"><style>h1 { background: url('/tile.gif') } p{}</style>
                <script>document.title = 'ran'</script></head>
                <body onload="alert(1)"><h1 onclick="alert(2)">Menuiserie Lefèvre</h1><!-- a comment -->
                <p style="background:url(http://stranger.example/spy.gif)">La menuiserie Lefèvre fabrique et pose vos
                escaliers, portes et fenêtres en bois massif depuis 1987 dans toute l'Ille-et-Vilaine.</p>
                <a href="http://stranger.example/">Nos amis</a> <a href="javascript:alert(3)">Fermer</a>
                <img src="http://stranger.example/pixel.gif"><form action="http://stranger.example/"><input></form>
                <style data-kept>@import url(http://stranger.example/x.css);</style>
                <iframe data-shown srcdoc="<script src=http://stranger.example/x.js></script>"></iframe>
                <iframe src="http://stranger.example/"></iframe><object data="film.swf"></object>
                <p>Tél. : 02 99 12 34 56</p></body></html>""");
        old.page(
                "/look.css",
                "text/css",
                "body { color: #123456 } </style><script>alert(4)</script>".getBytes(StandardCharsets.UTF_8));
        generated("disarmed");

        var shown = shown("disarmed");
        var dom = Jsoup.parse(shown);

        assertThat(dom.text()).contains("Menuiserie Lefèvre", "02 99 12 34 56");
        assertThat(shown)
                .contains("color: #123456")
                .doesNotContain("stranger.example", "javascript:", "alert(1)", "alert(2)", "refresh", "a comment");
        assertThat(dom.select("script, object, base, [onload], [onclick], [action]"))
                .isEmpty();
        assertThat(dom.select("iframe:not([sandbox])")).isEmpty();
    }

    @Test
    void an_old_page_that_repeats_itself_without_end_is_kept_within_bounds() {
        var picture = new byte[400_000];
        System.arraycopy(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, 0, picture, 0, 3);
        old.page("/tile.jpg", "image/jpeg", picture);
        var css = "@import 'look.css';".repeat(200) + "p { background: url(tile.jpg) }\n".repeat(5_000);
        old.page("/look.css", "text/css", css.getBytes(StandardCharsets.UTF_8));
        old.page("/", """
                <html lang="fr"><head><title>Menuiserie Lefèvre</title><link rel="stylesheet" href="look.css"></head><body>
                <h1>Menuiserie Lefèvre</h1><p>La menuiserie Lefèvre fabrique et pose vos escaliers, portes et fenêtres en
                bois massif depuis 1987 dans toute l'Ille-et-Vilaine. Tél. : 02 99 12 34 56</p>""" + "<iframe src='/'></iframe>".repeat(50) + "</body></html>");

        generated("repeating");

        assertThat(shown("repeating").length()).isLessThan(64 << 20);
        assertThat(Client.json(chantier.api().get("/api/sites/repeating/comparison"))
                        .at("/before/bytes")
                        .asLong())
                .isBetween(400_000L, 5_000_000L);
    }

    @Test
    void a_frameset_is_shown_as_the_grid_that_it_was() {
        old.page("/", """
                <html><head><title>Menuiserie Lefèvre</title></head><frameset cols="150,*">
                <frame src="menu.html"><frame src="accueil.html"></frameset></html>""");
        old.page(
                "/menu.html",
                "<html><body><a href='accueil.html'>Accueil</a> <a href='contact.html'>Contact</a></body></html>");
        old.page("/accueil.html", """
                <html><head><title>Menuiserie Lefèvre</title></head><body><h1>Menuiserie Lefèvre</h1>
                <p>La menuiserie Lefèvre fabrique et pose vos escaliers, portes et fenêtres en bois massif depuis 1987
                dans toute l'Ille-et-Vilaine. Tél. : 02 99 12 34 56</p></body></html>""");
        generated("in-frames");

        var dom = Jsoup.parse(shown("in-frames"));

        assertThat(dom.select(".f").attr("style")).contains("150px minmax(0,1fr)");
        assertThat(dom.select("iframe[srcdoc]")).hasSize(2);
        assertThat(dom.select("iframe").last().attr("srcdoc")).contains("02 99 12 34 56");
    }

    @Test
    void another_look_and_other_colours_are_seen_in_the_preview_and_survive_a_regeneration() {
        generated("dressed");
        var before = Client.json(chantier.api().get("/api/sites/dressed/look"));
        var other = before.get("look").asString().equals("vitrine") ? "horizon" : "vitrine";

        var switched = chantier.api()
                .put("/api/sites/dressed/look", Map.of("look", other, "colours", List.of("#7a1f5c", "#0b6e4f")));

        assertThat(switched.statusCode()).as(switched.body()).isEqualTo(200);
        assertThat(preview(Client.json(switched).get("previewUrl").asString())).contains("data-look=\"" + other + "\"");
        chantier.order("dressed", "generate");
        assertThat(Client.json(chantier.api().get("/api/sites/dressed/look"))
                        .get("look")
                        .asString())
                .isEqualTo(other);
    }

    @Test
    void a_look_that_does_not_exist_and_a_colour_that_is_none_name_their_field() {
        generated("undressed");
        for (var bad : List.of(
                Map.of("look", "baroque"), Map.of("look", "atelier", "colours", List.of("red;}body{display:none")))) {
            var answer = chantier.api().put("/api/sites/undressed/look", bad);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Client.json(answer).get("errors").size()).isEqualTo(1);
        }
    }

    @Test
    void the_card_is_one_file_that_asks_nobody_for_anything() {
        generated("carded");

        var card = chantier.api().with("Accept", "text/html").get("/api/sites/carded/card");

        assertThat(card.statusCode()).isEqualTo(200);
        assertThat(card.headers().firstValue("Content-Disposition").orElse("")).contains("carded-chantier.html");
        var dom = Jsoup.parse(card.body());
        assertThat(dom.select("iframe[srcdoc]")).hasSize(4);
        for (var frame : dom.select("iframe"))
            assertThat(Jsoup.parse(frame.attr("srcdoc")).select("script, [src^=http], link[href]"))
                    .isEmpty();
    }

    @Test
    void where_a_browser_is_found_the_card_is_a_picture() {
        assumeThat(screenshots.isAvailable()).isTrue();
        generated("pictured");

        var card = chantier.api().download("/api/sites/pictured/card");

        assertThat(card.headers().firstValue("Content-Type").orElse("")).isEqualTo("image/png");
        assertThat(card.body().length).isGreaterThan(20_000);
    }

    @Test
    void before_there_is_a_page_there_is_nothing_to_compare() {
        chantier.create(Map.of("name", "Rien encore", "slug", "uncompared", "sourceUrl", old.address()));

        assertThat(Client.json(chantier.api().get("/api/sites/uncompared/comparison"))
                        .get("after")
                        .isNull())
                .isTrue();
        assertThat(chantier.api().get("/api/sites/uncompared/card").statusCode())
                .isEqualTo(409);
    }

    private void generated(String slug) {
        chantier.create(Map.of("slug", slug, "sourceUrl", old.address(), "goal", "GENERATED"));
        chantier.awaitState(slug, "GENERATED");
    }

    /** What the dashboard frames; the answer itself keeps it in its sandbox. */
    private String shown(String slug) {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var answer = person.get("/sites/" + slug + "/before");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "sandbox", "frame-ancestors 'self'");
        return answer.body();
    }

    private String preview(String address) {
        return chantier.visit(URI.create(address).getHost().replace(".localhost", ""), "/");
    }
}
