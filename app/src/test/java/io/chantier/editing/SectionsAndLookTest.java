package io.chantier.editing;

import static io.chantier.editing.EditingDesk.fields;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What a page is made of, and how it looks. */
class SectionsAndLookTest extends EditingFixture {

    @Test
    void sections_are_added_moved_and_removed() {
        desk.make("edit-sections");
        var sections = desk.content("edit-sections").at("/pages/0/sections");
        var last = sections.size();
        var types =
                sections.valueStream().map(one -> one.get("type").asString()).toList();
        var fresh = "/content/pages/0/sections/" + last;

        var empty = desk.julie().get("/sites/edit-sections/edit?on=/&add=faq").body();
        assertThat(Jsoup.parse(empty).select("#section-new [name=\"" + fresh + "/items/0/question\"]"))
                .hasSize(1);
        var unfinished = desk.type("edit-sections", fields(fresh + "/type", "faq", "add", "faq"));
        assertThat(unfinished.statusCode()).isEqualTo(422);
        assertThat(desk.content("edit-sections").at("/pages/0/sections").size()).isEqualTo(last);

        desk.type(
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
        assertThat(desk.preview("edit-sections")).contains("Posez-vous aussi ?");
        desk.type("edit-sections", Map.of("step", "up " + fresh));
        var moved = desk.content("edit-sections").at("/pages/0/sections");
        assertThat(moved.get(last - 1).get("type").asString()).isEqualTo("faq");
        assertThat(moved.get(last).get("type").asString()).isEqualTo(types.getLast());
        desk.type("edit-sections", Map.of("step", "remove /content/pages/0/sections/" + (last - 1)));
        assertThat(desk.content("edit-sections").at("/pages/0/sections")).isEqualTo(sections);
    }

    @Test
    void a_look_brings_its_fonts_and_colours_are_made_readable() {
        desk.make("edit-look");
        var worn = desk.julie()
                .submit(
                        "/sites/edit-look/edit?on=look",
                        "/sites/edit-look/edit/look",
                        Map.of("look", "vitrine", "primary", "#ffee00", "accent", "#0000ff"));
        assertThat(worn.statusCode()).isEqualTo(302);
        var tokens = desk.data("edit-look").get("tokens");
        assertThat(tokens.get("look").asString()).isEqualTo("vitrine");
        assertThat(tokens.at("/font/heading").asString()).isEqualTo("didone");
        assertThat(tokens.at("/color/primary").asString())
                .isNotEqualTo("#ffee00")
                .startsWith("#");
        assertThat(desk.chantier().order("edit-look", "deploy").get("state").asString())
                .isEqualTo("SUCCEEDED");
    }
}
