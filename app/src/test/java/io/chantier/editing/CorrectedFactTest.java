package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fact that a person corrects changes the pages that state it. */
class CorrectedFactTest extends EditingFixture {

    @Test
    void a_corrected_fact_is_replaced_wherever_the_pages_say_it() {
        desk.make("edit-fact");
        var phone = Client.json(desk.chantier().api().get("/api/sites/edit-fact/facts"))
                .valueStream()
                .filter(fact -> fact.get("kind").asString().equals("PHONE"))
                .findFirst()
                .orElseThrow();
        var path = "/sites/edit-fact/source/facts/" + phone.get("id").asString() + "/correction";

        var wrong = desk.julie()
                .submit("/sites/edit-fact/source", path, Map.of("display", "appelez-nous", "pages", "true"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"appelez-nous\"", "Cela ne se lit pas");
        var right = desk.julie()
                .submit("/sites/edit-fact/source", path, Map.of("display", "02 99 00 11 22", "pages", "true"));

        assertThat(right.statusCode()).as(right.body()).isEqualTo(302);
        assertThat(desk.julie().get("/sites/edit-fact/source").body()).contains("Corrigé, ici et dans les pages");
        assertThat(desk.data("edit-fact").at("/site/contact/phones/0/tel").asString())
                .isEqualTo("+33299001122");
        assertThat(desk.data("edit-fact").toString()).doesNotContain("02 99 12 34 56", "+33299123456");
        var job = desk.chantier().order("edit-fact", "deploy");
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(desk.chantier().visit("edit-fact", "/")).contains("tel:+33299001122");
    }

    @Test
    void a_corrected_fact_that_no_page_states_says_that_the_pages_have_not_changed() {
        desk.make("fact-unsaid");
        var siret = Client.json(desk.chantier().api().get("/api/sites/fact-unsaid/facts"))
                .valueStream()
                .filter(fact -> fact.get("kind").asString().equals("SIRET"))
                .findFirst()
                .orElseThrow();
        desk.patch("fact-unsaid", List.of(Map.of("op", "remove", "path", "/site/legal/siret")));
        var revision = desk.revision("fact-unsaid");

        var corrected = desk.julie()
                .submit(
                        "/sites/fact-unsaid/source",
                        "/sites/fact-unsaid/source/facts/" + siret.get("id").asString() + "/correction",
                        Map.of("display", "552 100 554 00013", "pages", "true"));

        assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(302);
        assertThat(desk.julie().get("/sites/fact-unsaid/source").body())
                .contains("Corrigé ici. Les pages n’ont pas changé");
        assertThat(desk.revision("fact-unsaid")).isEqualTo(revision);
    }
}
