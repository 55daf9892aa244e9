package io.chantier.editing;

import static io.chantier.editing.EditingDesk.TEXT;
import static io.chantier.editing.EditingDesk.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program edits a site. */
class ContentApiTest extends EditingFixture {

    @Test
    void a_program_changes_values_or_sends_a_json_patch_and_is_told_the_pointer_of_what_is_wrong() {
        desk.make("edit-api");
        var seen = desk.chantier()
                .api()
                .get("/api/sites/edit-api/content")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        var set = desk.patch("edit-api", Map.of(TITLE, "Par un programme", "content#/pages/0/label", "Maison"));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        var shown = URI.create(Client.json(set).get("previewUrl").asString());
        assertThat(desk.chantier().visit(shown.getHost().replace(".localhost", ""), "/"))
                .contains("Par un programme", "Maison");

        var moved = desk.patch(
                "edit-api",
                List.of(
                        Map.of("op", "test", "path", TITLE, "value", "Par un programme"),
                        Map.of("op", "add", "path", "/content/pages/0/sections/-", "value", Map.of("type", "hours")),
                        Map.of("op", "remove", "path", TEXT)));
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(desk.content("edit-api")
                        .at("/pages/0/sections")
                        .valueStream()
                        .toList()
                        .getLast()
                        .get("type")
                        .asString())
                .isEqualTo("hours");

        var bad = desk.patch("edit-api", Map.of("/site/contact/emails/0", "pas une adresse", "/site/founded", 12));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(Client.json(bad)
                        .get("errors")
                        .valueStream()
                        .map(one -> one.get("field").asString())
                        .toList())
                .contains("/site/contact/emails/0", "/site/founded");
        var nowhere = desk.patch("edit-api", Map.of("/content/pages/99/title", "x"));
        assertThat(Client.json(nowhere).at("/errors/0/field").asString()).isEqualTo("/content/pages/99/title");
        var late = Client.ofAdmin(environment)
                .with("If-Match", seen)
                .send("PATCH", "/api/sites/edit-api/content", "{\"" + TITLE + "\":\"trop tard\"}", "application/json");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(desk.chantier()
                        .api()
                        .post("/api/sites/edit-api/undo", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(desk.chantier()
                        .api()
                        .post("/api/sites/edit-api/redo", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(desk.chantier()
                        .api()
                        .post("/api/sites/edit-api/redo", Map.of())
                        .statusCode())
                .isEqualTo(409);
    }
}
