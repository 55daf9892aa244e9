package io.chantier.editing;

import static io.chantier.editing.EditingDesk.TEXT;
import static io.chantier.editing.EditingDesk.TITLE;
import static io.chantier.editing.EditingDesk.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.identity.Role;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Two people change the same site. */
class TwoPeopleTest extends EditingFixture {

    private static final String LABEL = "/content/pages/0/label";

    @Test
    void of_two_people_in_the_same_text_the_later_one_sees_both_and_chooses() {
        desk.make("edit-two");
        var seen = desk.revision("edit-two");
        var marc = people.browser(people.member(people.firstTeam(), Role.EDITOR));
        desk.type("edit-two", Map.of(TITLE, "Le titre de Julie"));

        var late = marc.submit(
                "/sites/edit-two/edit",
                "/sites/edit-two/edit",
                Map.of("revision", seen, "on", "/", TITLE, "Le titre de Marc", TEXT, "Le texte de Marc"));

        assertThat(late.statusCode()).isEqualTo(409);
        var page = Jsoup.parse(late.body());
        assertThat(page.select("#rivals .rival").eachText().toString())
                .contains("Le titre de Julie", "Le titre de Marc");
        assertThat(page.select("#rivals mark").eachText()).contains("Julie", "Marc");
        assertThat(desk.content("edit-two").at("/pages/0/sections/0/text").asString())
                .isEqualTo("Le texte de Marc");
        assertThat(desk.content("edit-two").at("/pages/0/sections/0/title").asString())
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
        assertThat(desk.content("edit-two").at("/pages/0/sections/0/title").asString())
                .isEqualTo("Le titre des deux");
    }

    @Test
    void what_was_written_in_a_passage_that_somebody_removed_is_said_beside_the_other_mistakes() {
        desk.make("two-gone");
        var seen = desk.revision("two-gone");
        desk.patch("two-gone", List.of(Map.of("op", "remove", "path", "/content/pages/0/sections/0")));

        var late = desk.julie()
                .submit(
                        "/sites/two-gone/edit",
                        "/sites/two-gone/edit",
                        fields("revision", seen, "on", "/", TITLE, "Le titre de Julie", LABEL, ""));

        assertThat(late.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(late.body());
        assertThat(page.select("[data-troubles]").text())
                .contains("Quelqu’un a retiré ce passage", "Le titre de Julie", "À remplir");
    }
}
