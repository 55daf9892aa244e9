package io.chantier.editing;

import static io.chantier.editing.EditingDesk.TEXT;
import static io.chantier.editing.EditingDesk.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import io.chantier.identity.Role;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What somebody types into the forms, from the form to the page at the unlisted address. */
class TypingTest extends EditingFixture {

    @Test
    void a_text_that_is_typed_is_seen_at_the_preview_address_and_says_who_wrote_it() {
        desk.make("edit-typed");
        var before = desk.julie().get("/sites/edit-typed/edit").body();
        assertThat(before).contains("data-origin=\"" + TEXT + "\"", "Lu sur");

        var answer = desk.type("edit-typed", Map.of(TITLE, "Des escaliers qui tournent"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        var page = desk.page("edit-typed");
        assertThat(desk.preview("edit-typed")).contains("Des escaliers qui tournent");
        assertThat(page.select("[data-origin=\"" + TITLE + "\"]").text()).contains("Écrit à la main par Admin");
        assertThat(desk.chantier().visit("edit-typed", "/")).doesNotContain("Des escaliers qui tournent");
        var revisions = Client.json(desk.chantier().api().get("/api/sites/edit-typed/revisions"));
        assertThat(revisions.size()).isEqualTo(2);
        assertThat(revisions.get(0).get("message").asString()).isEqualTo("by-hand");
    }

    @Test
    void what_the_schema_refuses_is_said_at_its_field_and_nothing_that_was_typed_is_lost() {
        desk.make("edit-refused");
        var revision = desk.revision("edit-refused");

        var answer = desk.type("edit-refused", Map.of(TITLE, "", TEXT, "Un texte tout neuf"));

        assertThat(answer.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(answer.body());
        assertThat(page.select("[data-wrong=\"" + TITLE + "\"]").text()).contains("À remplir");
        assertThat(page.select("textarea[name=\"" + TEXT + "\"]").val()).isEqualTo("Un texte tout neuf");
        assertThat(desk.revision("edit-refused")).isEqualTo(revision);
    }

    @Test
    void what_a_person_writes_by_hand_passes_the_gate_like_a_brief() {
        desk.make("edit-gate");
        desk.type("edit-gate", Map.of(TEXT, "Appelez le 01 45 67 89 10, un devis coûte 45 €."));

        var job = desk.chantier().order("edit-gate", "deploy");

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(desk.chantier().visit("edit-gate", "/")).contains("01 45 67 89 10");
    }

    @Test
    void another_team_s_site_is_unknown_and_a_viewer_reads_only() {
        desk.make("edit-guarded");
        var stranger = people.browser(people.stranger());
        assertThat(stranger.get("/sites/edit-guarded/edit").statusCode()).isEqualTo(404);
        assertThat(stranger.submit("/members", "/sites/edit-guarded/edit", Map.of(TITLE, "x"))
                        .statusCode())
                .isEqualTo(404);
        var viewer = people.browser(people.member(people.firstTeam(), Role.VIEWER));
        var page = viewer.get("/sites/edit-guarded/edit");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("réservé aux éditeurs").doesNotContain("page.edit.");
        assertThat(viewer.submit("/sites/edit-guarded/edit", "/sites/edit-guarded/edit", Map.of(TITLE, "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void saves_in_a_row_are_one_entry_of_the_revisions_except_for_what_was_published() {
        desk.make("typed-often");
        for (var words : List.of("Un", "Deux", "Trois")) desk.type("typed-often", Map.of(TITLE, words));
        assertThat(entries("typed-often")).containsExactly("Version 4 (3, 2)", "Version 1 ()");

        desk.chantier().order("typed-often", "deploy");
        desk.type("typed-often", Map.of(TITLE, "Quatre"));
        assertThat(entries("typed-often")).containsExactly("Version 5 ()", "Version 4 (3, 2)", "Version 1 ()");
    }

    private List<String> entries(String slug) {
        return Jsoup.parse(desk.julie().get("/sites/" + slug + "/revisions").body())
                .select(".card > .timeline > li")
                .stream()
                .map(entry -> entry.select("> .grow > a").text() + " ("
                        + String.join(", ", entry.select(".run a").eachText()).replace("Version ", "") + ")")
                .toList();
    }
}
