package io.chantier.sites;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** How long the texts of a site are to be, and which sections it is to have. */
@ChantierTest
class ScopeOfSiteTest {

    private static final String SITE = "/api/sites/scope-of-site";

    @Autowired
    Environment environment;

    @Test
    void length_and_sections_are_kept_shown_and_looked_at() {
        var api = Client.ofAdmin(environment);
        var made = api.post(
                "/api/sites",
                Map.of(
                        "name",
                        "Atelier",
                        "slug",
                        "scope-of-site",
                        "language",
                        "fr",
                        "wishes",
                        Map.of(
                                "length",
                                "short",
                                "sections",
                                List.of("services"),
                                "business",
                                Map.of("trade", "Menuisier"))));
        assertThat(made.statusCode()).as(made.body()).isBetween(200, 299);
        var wishes = Client.json(api.get(SITE)).at("/wishes");
        assertThat(wishes.path("length").asString()).isEqualTo("short");
        assertThat(wishes.path("sections").toString()).isEqualTo("[\"services\"]");

        var wrong = api.put(SITE, Map.of("wishes", Map.of("length", "huge", "sections", List.of("hero"))));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("wishes.length", "wishes.sections");

        var browser = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var details = "/sites/scope-of-site/details";
        assertThat(browser.get(details).body()).contains("value=\"services\" checked", "value=\"short\" selected");
        var saved = browser.submit(
                details, Map.of("name", "Atelier", "language", "fr", "length", "long", "sections", "prices"));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);
        assertThat(Client.json(api.get(SITE)).at("/wishes/sections").toString()).isEqualTo("[\"prices\"]");
        assertThat(Client.json(api.get(SITE)).at("/wishes/length").asString()).isEqualTo("long");
    }
}
