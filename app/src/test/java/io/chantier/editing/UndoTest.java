package io.chantier.editing;

import static io.chantier.editing.EditingDesk.IMAGE;
import static io.chantier.editing.EditingDesk.TITLE;
import static io.chantier.editing.EditingDesk.png;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import io.chantier.identity.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Back and forward through what was done. */
class UndoTest extends EditingFixture {

    @Test
    void undo_and_redo_are_revisions_and_any_other_comes_back_from_the_list() {
        desk.make("edit-undo");
        var first = desk.revision("edit-undo");
        var title = desk.content("edit-undo").at("/pages/0/sections/0/title").asString();
        desk.type("edit-undo", Map.of(TITLE, "Premier essai"));
        desk.type("edit-undo", Map.of(TITLE, "Second essai"));

        desk.press("edit-undo", "/edit/undo");
        assertThat(desk.preview("edit-undo")).contains("Premier essai").doesNotContain("Second essai");
        desk.press("edit-undo", "/edit/undo");
        assertThat(desk.preview("edit-undo")).contains(title).doesNotContain("Premier essai");
        desk.press("edit-undo", "/edit/redo");
        desk.press("edit-undo", "/edit/redo");
        assertThat(desk.preview("edit-undo")).contains("Second essai");
        assertThat(desk.page("edit-undo").select("#redo").hasAttr("disabled")).isTrue();

        desk.press("edit-undo", "/revisions/" + first + "/restoration");
        assertThat(desk.content("edit-undo").at("/pages/0/sections/0/title").asString())
                .isEqualTo(title);
        var list = desk.julie().get("/sites/edit-undo/revisions").body();
        assertThat(list).contains("Version 1 reprise", "Retour à la version 2", "Rétabli : version 3");
    }

    @Test
    void nobody_takes_back_what_somebody_else_saved_since_they_looked() {
        desk.make("undo-seen");
        var seen = desk.page("undo-seen")
                .select("form[action$=undo] [name=revision]")
                .val();
        var marc = people.browser(people.member(people.firstTeam(), Role.EDITOR));
        marc.submit(
                "/sites/undo-seen/edit",
                "/sites/undo-seen/edit",
                Map.of("revision", seen, "on", "/", TITLE, "Le titre de Marc"));

        var late = desk.julie()
                .submit("/sites/undo-seen/edit", "/sites/undo-seen/edit/undo", Map.of("revision", seen, "on", "/"));

        assertThat(late.statusCode()).isEqualTo(409);
        var page = Jsoup.parse(late.body());
        assertThat(page.select("#overtaken").text()).contains("Rien n’a été annulé", "version 2");
        assertThat(page.select("[name=\"" + TITLE + "\"]").val()).isEqualTo("Le titre de Marc");
        assertThat(desk.title("undo-seen")).isEqualTo("Le titre de Marc");

        var again = desk.julie()
                .submit(
                        "/sites/undo-seen/edit",
                        "/sites/undo-seen/edit/undo",
                        Map.of(
                                "revision",
                                page.select("form[action$=undo] [name=revision]")
                                        .val(),
                                "on",
                                "/"));
        assertThat(again.statusCode()).isEqualTo(302);
        assertThat(desk.title("undo-seen")).isNotEqualTo("Le titre de Marc");
    }

    @Test
    void a_program_that_says_what_it_saw_is_refused_where_another_revision_is_the_newest() {
        desk.make("undo-match");
        var seen = desk.revision("undo-match");
        desk.type("undo-match", Map.of(TITLE, "Premier essai"));

        var late = program("undo", "\"" + seen + "\"");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(Client.json(late).get("code").asString()).isEqualTo("file-overtaken");
        assertThat(desk.title("undo-match")).isEqualTo("Premier essai");
        var current = program("undo", "\"" + desk.revision("undo-match") + "\"");
        assertThat(current.statusCode()).as(current.body()).isEqualTo(200);
        assertThat(program("redo", "\"" + seen + "\"").statusCode()).isEqualTo(412);
        assertThat(program("redo", "*").statusCode()).isEqualTo(200);
        assertThat(desk.title("undo-match")).isEqualTo("Premier essai");
    }

    @Test
    void the_words_of_a_picture_go_back_and_forward_with_everything_else() throws IOException {
        desk.make("undo-words");
        var id = Client.json(desk.chantier()
                        .api()
                        .upload("/api/sites/undo-words/pictures?alt=Un+atelier", png(640, 480), "image/png"))
                .get("id")
                .asString();
        desk.type("undo-words", Map.of(IMAGE, id));
        desk.type(
                "undo-words", Map.of(IMAGE, id, "alt:" + IMAGE, "Un escalier en chêne", "was:" + IMAGE, "Un atelier"));
        assertThat(desk.preview("undo-words")).contains("Un escalier en chêne").doesNotContain("Un atelier");
        var retouched = desk.julie()
                .submit(
                        "/sites/undo-words/pictures/" + id + "/retouch",
                        "/sites/undo-words/pictures/" + id + "/retouch",
                        Map.of("alt", "Une rampe forgée"));
        assertThat(retouched.statusCode()).as(retouched.body()).isEqualTo(302);

        desk.press("undo-words", "/edit/undo");
        assertThat(desk.preview("undo-words")).contains("Un escalier en chêne").doesNotContain("Une rampe forgée");
        desk.press("undo-words", "/edit/undo");
        assertThat(desk.preview("undo-words")).contains("Un atelier").doesNotContain("Un escalier en chêne");
        desk.press("undo-words", "/edit/redo");
        desk.press("undo-words", "/edit/redo");
        assertThat(desk.preview("undo-words")).contains("Une rampe forgée");
    }

    private HttpResponse<String> program(String way, String match) {
        return Client.ofAdmin(environment).with("If-Match", match).post("/api/sites/undo-match/" + way, Map.of());
    }
}
