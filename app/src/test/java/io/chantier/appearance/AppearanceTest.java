package io.chantier.appearance;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.Outbox;
import io.chantier.identity.TeamFixture;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@ChantierTest
class AppearanceTest {

    private static final String DRAWING =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><path d='M0 0h40v20H0z' fill='#b00020'/></svg>";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Outbox outbox;

    @AfterEach
    void backToOurs() {
        api().put("/api/appearance", Map.of("name", "", "main", "", "ground", "", "logo", ""));
    }

    @Test
    void without_one_of_its_own_the_installation_looks_like_chantier() {
        var page = Client.of(environment).get("/sign-in").body();
        assertThat(page).contains("· Chantier</title>", "brand-mark").doesNotContain("/appearance/");
    }

    @Test
    void name_logo_and_colours_are_seen_before_anybody_signs_in_and_on_every_page() {
        var saved = people.browser(people.operator())
                .submitFiles(
                        "/settings/appearance",
                        "/settings/appearance",
                        Map.of("name", "Agence du Port", "main", "#B00020", "ground", "#fff3e0"),
                        "logo",
                        List.of(new Client.File("logo.svg", bytes(DRAWING))));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);

        var door = Client.of(environment).get("/sign-in").body();
        assertThat(door)
                .contains("· Agence du Port</title>", "<img class=\"brand-logo\"")
                .doesNotContain("brand-mark");
        var link = people.program(people.operator())
                .post("/api/invitations", Map.of("email", "look@example.org", "role", "VIEWER", "language", "fr"));
        var path = Client.json(link).get("url").asString().replaceFirst("^https?://[^/]+", "");
        assertThat(Client.of(environment).get(path).body()).contains("Bienvenue chez Agence du Port");
        assertThat(people.browser(people.operator()).get("/nothing").body()).contains("Agence du Port");
        outbox.write(new Outbox.Letter(people.firstTeam(), "x", "Signed", "Hello"));
        assertThat(outbox.list(people.firstTeam(), null, 1)
                        .items()
                        .getFirst()
                        .letter()
                        .body())
                .isEqualTo("Hello\n\n-- \nAgence du Port");
    }

    @Test
    void its_files_are_kept_by_browsers_for_good_and_are_nothing_but_what_they_say() {
        api().put("/api/appearance", Map.of("main", "#b00020", "logo", base64(bytes(DRAWING))));
        var door = Client.of(environment).get("/sign-in").body();
        var logo = Client.of(environment).get(found(door, "src=\"(/appearance/[^\"]+/logo)\""));
        assertThat(logo.statusCode()).isEqualTo(200);
        assertThat(header(logo, "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(header(logo, "Cache-Control")).contains("immutable", "public", "max-age=31536000");
        assertThat(header(logo, "Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(header(logo, "X-Content-Type-Options")).isEqualTo("nosniff");
        var colours = Client.of(environment).get(found(door, "href=\"(/appearance/[^\"]+/colours.css)\""));
        assertThat(header(colours, "Content-Type")).startsWith("text/css");
        assertThat(header(colours, "Cache-Control")).contains("immutable");
        assertThat(colours.body()).contains("--accent: #b00020");
        assertThat(Client.of(environment).get("/appearance/0/logo").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://evil.example/x'/></svg>",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>",
                "<html><body onload=alert(1)>",
                "GIF89a",
                ""
            })
    void a_hostile_logo_is_refused_and_changes_nothing(String file) {
        var answer = api().put("/api/appearance", Map.of("name", "Evil", "logo", base64(bytes(file + " "))));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).get("remedy").asString()).isNotBlank();
        assertThat(api().get("/api/appearance").body()).contains("\"name\":\"\"", "\"logo\":\"\"");
        var page = people.browser(people.operator())
                .submitFiles(
                        "/settings/appearance",
                        "/settings/appearance",
                        Map.of("name", "Typed before"),
                        "logo",
                        List.of(new Client.File("logo.png", bytes(file + " "))));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("value=\"Typed before\"");
    }

    @Test
    void a_logo_of_a_hundred_megapixels_or_of_a_megabyte_is_refused_before_anybody_decodes_it() {
        assertThat(logo(png(10_000, 10_000, 0)).statusCode()).isEqualTo(422);
        assertThat(logo(png(5_000, 10, 0)).statusCode()).isEqualTo(422);
        assertThat(logo(png(10, 10, 1 << 20)).statusCode()).isEqualTo(422);
        assertThat(logo(png(400, 100, 100)).statusCode()).isEqualTo(200);
    }

    @Test
    void a_colour_that_nobody_could_read_is_refused_with_the_nearest_that_can_be() {
        var answer = api().put("/api/appearance", Map.of("main", "#ffd54f"));
        assertThat(answer.statusCode()).isEqualTo(422);
        var said = Client.json(answer).get("errors").get(0).get("message").asString();
        var nearest = found(said, "(#[0-9a-f]{6})");
        assertThat(api().put("/api/appearance", Map.of("main", nearest)).statusCode())
                .isEqualTo(200);
        assertThat(api().put("/api/appearance", Map.of("main", "red;}body{display:none"))
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#111111", "#b00020", "#005f5a", "#6a00ff", "#0a7a0a", "#767676", "#c04000"})
    void whatever_is_made_of_a_colour_can_be_read(String main) {
        var colours = new Colours(main, "");
        assertThat(colours.wrong()).isEmpty();
        var css = colours.css();
        var rules = Pattern.compile(
                        "--accent: (#\\w+); --accent-hover: (#\\w+); --accent-ink: (#\\w+); --accent-soft: (#\\w+)")
                .matcher(css);
        for (var surface : List.of("#efeee9", "#1d212a")) {
            assertThat(rules.find()).isTrue();
            assertThat(Shade.of(rules.group(1)).contrast(Shade.WHITE)).isGreaterThanOrEqualTo(4.5);
            assertThat(Shade.of(rules.group(2)).contrast(Shade.WHITE)).isGreaterThanOrEqualTo(4.5);
            assertThat(Shade.of(rules.group(3)).contrast(Shade.of(surface))).isGreaterThanOrEqualTo(4.5);
            assertThat(Shade.of(rules.group(3)).contrast(Shade.of(rules.group(4))))
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void only_the_operator_changes_it_and_it_is_written_down() {
        var owner = people.program(people.stranger());
        assertThat(owner.put("/api/appearance", Map.of("name", "Mine")).statusCode())
                .isEqualTo(403);
        api().put("/api/appearance", Map.of("name", "Ours"));
        assertThat(api().get("/api/audit?subject=appearance").body()).contains("appearance.change");
        people.browser(people.operator()).submit("/settings", Map.of("domain", ""));
        assertThat(api().get("/api/appearance").body()).contains("\"name\":\"Ours\"");
    }

    private HttpResponse<String> logo(byte[] bytes) {
        return api().put("/api/appearance", Map.of("logo", base64(bytes)));
    }

    private Client api() {
        return people.program(people.operator());
    }

    private static byte[] png(int width, int height, int more) {
        return ByteBuffer.allocate(33 + more)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 'I', 'H', 'D', 'R'})
                .putInt(width)
                .putInt(height)
                .array();
    }

    private static String found(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
