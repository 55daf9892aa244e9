package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.Client;
import io.chantier.checks.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person answers for what the gate holds back, by name and with a reason, and may take it back. */
class WaiverTest extends WithPublishedSite {

    private static final String REASON = "Le nouveau numéro, confirmé par la cliente ce matin";

    @Test
    void what_a_person_answers_for_goes_online_until_the_text_changes_or_they_take_it_back() {
        online("answered");
        byHand.change(found("answered"), "escaliers, portes et fenêtres", "escaliers (appelez le 01 45 67 89 10)");
        assertThat(deployed("answered")).isEqualTo("FAILED");
        blocking("answered").forEach(finding -> waive("answered", finding));

        assertThat(deployed("answered")).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit("answered", "/")).contains("01 45 67 89 10");
        var page = browser().get("/sites/answered/checks").body();
        assertThat(page).contains(REASON, "waiver/end");
        assertThat(chantier.api()
                        .get("/api/audit?subject=" + found("answered").id())
                        .body())
                .contains("site.waiver", REASON, "invented-phone");

        byHand.change(found("answered"), "double vitrage", "triple vitrage");
        assertThat(deployed("answered")).as("another text changed").isEqualTo("SUCCEEDED");

        var kept = list("answered").getFirst().get("id").asString();
        assertThat(chantier.api().delete(path("answered", kept)).statusCode()).isEqualTo(204);
        assertThat(chantier.api().delete(path("answered", kept)).statusCode()).isEqualTo(404);
        assertThat(deployed("answered")).as("taken back").isEqualTo("FAILED");
        assertThat(chantier.api()
                        .get("/api/audit?subject=" + found("answered").id())
                        .body())
                .contains("site.waiver-ended");

        blocking("answered").forEach(finding -> waive("answered", finding));
        byHand.change(found("answered"), "appelez le 01 45 67 89 10", "appelez vite le 01 45 67 89 10");
        assertThat(deployed("answered")).as("the text itself changed").isEqualTo("FAILED");
    }

    @Test
    void nobody_answers_for_what_keeps_sites_safe_nor_without_a_reason_nor_as_a_program() {
        online("unanswered");
        var site = found("unanswered");
        var blocking = Finding.Severity.BLOCKING;
        var schema = new Finding("data-schema", blocking, "data/content.json", null, "x", Map.of("reason", "no"));
        var script = new Finding("link-scheme", blocking, "/", null, "javascript:", Map.of("href", "javascript:"));
        var phone = new Finding("invented-phone", blocking, "/", null, "01", Map.of("claim", "01"));
        findings.save(site, String.valueOf(site.status().revision()), List.of(schema, script, phone));

        for (var safe : List.of(schema, script)) {
            var answer = chantier.api().post(path("unanswered", safe.id()), Map.of("reason", REASON));
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(Client.json(answer).get("code").asString()).isEqualTo("finding-not-waivable");
        }
        for (var reason : List.of("", " ", "x".repeat(501)))
            assertThat(chantier.api()
                            .post(path("unanswered", phone.id()), Map.of("reason", reason))
                            .statusCode())
                    .isEqualTo(422);
        var token = Client.json(chantier.api().post("/api/tokens", Map.of("name", "ci", "role", "EDITOR")));
        var program = Client.of(environment).bearing(token.get("token").asString());
        assertThat(program.post(path("unanswered", phone.id()), Map.of("reason", REASON))
                        .statusCode())
                .isEqualTo(403);
        var stranger = people.program(people.stranger());
        assertThat(stranger.post(path("unanswered", phone.id()), Map.of("reason", REASON))
                        .statusCode())
                .isEqualTo(404);
        assertThat(list("unanswered"))
                .allSatisfy(
                        finding -> assertThat(finding.get("waiver").isNull()).isTrue());
    }

    @Test
    void a_person_answers_in_the_dashboard() {
        online("answered-page");
        byHand.change(found("answered-page"), "escaliers, portes et fenêtres", "escaliers (0145678910)");
        deployed("answered-page");
        var finding = blocking("answered-page").getFirst().get("id").asString();
        var page = "/sites/answered-page/checks";

        var answer = browser().submit(page, page + "/" + finding + "/waiver", Map.of("reason", REASON));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(browser().get(page).body()).contains(REASON, "waiver/end", "<mark>0145678910</mark>");
        browser().submit(page, page + "/" + finding + "/waiver/end", Map.of());
        assertThat(browser().get(page).body()).doesNotContain(REASON, "waiver/end");
    }

    private List<JsonNode> list(String slug) {
        return Client.json(chantier.api().get("/api/sites/" + slug + "/findings"))
                .valueStream()
                .toList();
    }

    private List<JsonNode> blocking(String slug) {
        return list(slug).stream()
                .filter(finding -> finding.get("severity").asString().equals("BLOCKING"))
                .toList();
    }

    private void waive(String slug, JsonNode finding) {
        var answer = chantier.api().post(path(slug, finding.get("id").asString()), Map.of("reason", REASON));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(Client.json(answer).get("waiver").get("by").asString()).isNotBlank();
    }

    private static String path(String slug, String finding) {
        return "/api/sites/" + slug + "/findings/" + finding + "/waiver";
    }
}
