package io.chantier.benches.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

@ChantierTest
class AppsTest {

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Furniture furniture;

    private Client operator;
    private Client member;

    @BeforeEach
    void enter() {
        operator = Client.ofAdmin(environment);
        member = people.program(people.stranger());
    }

    @AfterEach
    void clear() {
        furniture.clear();
    }

    @Test
    void teams_see_an_app_once_one_of_its_versions_is_published() {
        assertThat(operator.post(
                                "/api/apps",
                                Map.of(
                                        "name",
                                        "crm",
                                        "title",
                                        "Frappe CRM",
                                        "description",
                                        Map.of("fr", "Suivi des clients")))
                        .statusCode())
                .isEqualTo(201);
        assertThat(operator.post("/api/apps/crm/releases", Map.of("version", "1.0", "framework", ">=15,<16"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(member.get("/api/apps").body()).isEqualTo("[]");
        assertThat(member.get("/api/apps/crm").statusCode()).isEqualTo(404);

        var published = operator.post("/api/apps/crm/releases/1.0.0/publication", Map.of());
        assertThat(json(published).get("state").asString()).isEqualTo("PUBLISHED");
        var offer = json(member.get("/api/apps")).get(0);
        assertThat(offer.get("title").asString()).isEqualTo("Frappe CRM");
        assertThat(offer.get("releases").get(0).get("framework").asString()).isEqualTo(">=15.0.0,<16.0.0");

        assertThat(json(operator.delete("/api/apps/crm/releases/1.0.0/publication"))
                        .get("state")
                        .asString())
                .isEqualTo("YANKED");
        assertThat(member.get("/api/apps").body()).isEqualTo("[]");
        assertThat(json(operator.get("/api/apps/crm")).get("releases")).hasSize(1);
    }

    @Test
    void a_search_finds_all_words_without_accents_and_case() {
        furniture.app("crm", "Frappe CRM", "Suivi de la clientèle");
        furniture.published("crm", "1.0.0", ">=15");
        furniture.app("lms", "Learning", "Des cours");
        furniture.published("lms", "1.0.0", ">=15");
        assertThat(names(member.get("/api/apps"))).containsExactly("crm", "lms");
        assertThat(names(member.get("/api/apps?q=CLIENTELE+frappe"))).containsExactly("crm");
        assertThat(names(member.get("/api/apps?q=cours+clientele"))).isEmpty();
    }

    @Test
    void only_the_operator_sees_what_is_not_published() {
        furniture.app("crm", "CRM", "");
        furniture.published("crm", "1.0.0", ">=15");
        furniture.draft("crm", "2.0.0", ">=16");
        assertThat(json(operator.get("/api/apps/crm")).get("releases")).hasSize(2);
        assertThat(json(member.get("/api/apps/crm")).get("releases")).hasSize(1);
        assertThat(json(operator.get("/api/apps?all=true")).get(0).get("releases"))
                .hasSize(2);
        assertThat(member.get("/api/apps?all=true").statusCode()).isEqualTo(403);
    }

    @Test
    void what_was_published_stays_what_it_was() {
        furniture.app("crm", "CRM", "");
        furniture.published("crm", "1.0.0", ">=15");
        assertProblem(
                operator.put("/api/apps/crm/releases/1.0.0", Map.of("framework", ">=14")), 409, "release-not-draft");
        assertProblem(operator.delete("/api/apps/crm/releases/1.0.0"), 409, "release-not-draft");
        operator.delete("/api/apps/crm/releases/1.0.0/publication");
        assertProblem(operator.delete("/api/apps/crm/releases/1.0.0"), 409, "release-not-draft");
        assertProblem(operator.delete("/api/apps/crm/releases/1.0.0/publication"), 409, "release-yanked");
        assertThat(operator.post("/api/apps/crm/releases/1.0.0/publication", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertProblem(operator.post("/api/apps/crm/releases/1.0.0/publication", Map.of()), 409, "release-published");
    }

    @Test
    void a_draft_changes_and_goes() {
        furniture.app("crm", "CRM", "");
        furniture.draft("crm", "1.0.0", ">=15");
        assertProblem(operator.delete("/api/apps/crm/releases/1.0.0/publication"), 409, "release-draft");
        var changed = operator.put("/api/apps/crm/releases/1.0.0", Map.of("framework", ">=16", "migrates", false));
        assertThat(json(changed).get("framework").asString()).isEqualTo(">=16.0.0");
        assertThat(json(changed).get("migrates").asBoolean()).isFalse();
        assertThat(operator.delete("/api/apps/crm/releases/1.0.0").statusCode()).isEqualTo(204);
        assertThat(operator.delete("/api/apps/crm/releases/1.0.0").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "name | ERPNext | name | not-an-app-name",
                "name | crm;touch /tmp/x | name | not-an-app-name",
                "name | --help | name | not-an-app-name",
                "title | '' | title | required",
                "repository | javascript:alert(1) | repository | not-a-repository",
                "repository | https://me:secret@example.org/x | repository | not-a-repository",
                "repository | file:///etc/passwd | repository | not-a-repository"
            })
    void an_app_of_a_bad_kind_is_refused_at_its_field(String key, String value, String field, String code) {
        var body = new TreeMap<>(Map.of("name", "crm", "title", "CRM"));
        body.put(key, value);
        assertFieldProblem(operator.post("/api/apps", body), field, code);
    }

    @Test
    void hidden_characters_are_refused_and_lines_of_a_description_are_not() {
        var hidden = Map.of("name", "crm", "title", "CR\u202eM");
        assertFieldProblem(operator.post("/api/apps", hidden), "title", "control-characters");
        var lines = Map.of("name", "crm", "title", "CRM", "description", Map.of("en", "One\nTwo"));
        assertThat(json(operator.post("/api/apps", lines))
                        .get("description")
                        .get("en")
                        .asString())
                .isEqualTo("One\nTwo");
    }

    @Test
    void a_version_of_a_bad_kind_is_refused_at_its_field() {
        furniture.app("crm", "CRM", "");
        var releases = "/api/apps/crm/releases";
        assertFieldProblem(
                operator.post(releases, Map.of("version", "newest", "framework", ">=15")), "version", "not-a-version");
        assertFieldProblem(operator.post(releases, Map.of("version", "1.0.0")), "framework", "not-a-version-range");
        assertFieldProblem(
                operator.post(
                        releases, Map.of("version", "1.0.0", "framework", ">=15", "needs", Map.of("hrms", ">=1"))),
                "needs[hrms]",
                "no-such-app");
        assertFieldProblem(
                operator.post(releases, Map.of("version", "1.0.0", "framework", ">=15", "needs", Map.of("crm", ">=1"))),
                "needs[crm]",
                "app-needs-itself");
        furniture.published("crm", "1.0.0", ">=15");
        assertFieldProblem(operator.post(releases, Map.of("version", "v1", "framework", ">=15")), "version", "taken");
    }

    @Test
    void an_app_goes_with_its_versions_unless_a_group_has_it() {
        furniture.frameworkAt("15.2.0");
        furniture.app("crm", "CRM", "");
        furniture.published("crm", "1.0.0", ">=15");
        var group = furniture.group("Version 15", Map.of("frappe", "15.2.0", "crm", "1.0.0"));
        assertProblem(operator.delete("/api/apps/crm"), 409, "app-in-use");
        operator.delete("/api/release-groups/" + group);
        assertThat(operator.delete("/api/apps/crm").statusCode()).isEqualTo(204);
        assertThat(operator.get("/api/apps/crm").statusCode()).isEqualTo(404);
    }

    @Test
    void what_the_operator_does_is_in_the_audit() {
        furniture.app("crm", "CRM", "");
        operator.post("/api/apps/crm/releases", Map.of("version", "1.0.0", "framework", ">=15"));
        operator.post("/api/apps/crm/releases/1.0.0/publication", Map.of());
        assertThat(operator.get("/api/audit").body()).contains("release.add", "release.publish", "1.0.0");
    }

    @Test
    void pages_add_publish_and_withdraw_and_ask_for_the_name_before_an_app_goes() {
        var browser = people.browser(people.operator());
        var added = browser.submit("/settings/apps", Map.of("name", "crm", "title", "Frappe <b>CRM</b>"));
        assertThat(added.headers().firstValue("Location")).hasValue("/settings/apps/crm");
        var page = "/settings/apps/crm";
        browser.submit(page, page + "/releases", Map.of("version", "1.0.0", "framework", ">=15", "migrates", "on"));
        browser.submit(page, page + "/releases/1.0.0/publication", Map.of());
        var reader = people.browser(people.member(people.stranger().team(), Role.VIEWER));
        assertThat(reader.get("/apps").body())
                .contains("Frappe &lt;b&gt;CRM&lt;/b&gt;")
                .doesNotContain("<b>CRM");
        assertThat(reader.get("/apps/crm").body()).contains("&gt;=15.0.0");
        assertThat(reader.get("/settings/apps").statusCode()).isEqualTo(403);

        browser.submit(page, page + "/releases/1.0.0/publication/end", Map.of());
        assertThat(reader.get("/apps/crm").statusCode()).isEqualTo(404);
        assertThat(browser.submit(page, page + "/removal", Map.of("typedName", "wrong"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(page, page + "/removal", Map.of("typedName", "crm"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(operator.get("/api/apps/crm").statusCode()).isEqualTo(404);
    }

    @Test
    void a_form_that_was_wrong_is_shown_again_as_it_was_filled_in() {
        furniture.app("crm", "CRM", "");
        var browser = people.browser(people.operator());
        var again = browser.submit(
                "/settings/apps/crm",
                "/settings/apps/crm/releases",
                Map.of("version", "2.0.0", "framework", "whatever", "needs", "hrms >=15"));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("wrong-framework", "value=\"whatever\"", "value=\"2.0.0\"", "hrms &gt;=15");
    }

    @Test
    void an_unknown_site_or_one_without_a_bench_is_named() {
        assertProblem(operator.get("/api/apps?site=no-such-site"), 404, "site-unknown");
        assertThat(operator.get("/api/apps/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    private static List<String> names(HttpResponse<String> answer) {
        return json(answer).valueStream().map(app -> app.get("name").asString()).toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Client.json(answer);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).get("remedy").asString()).doesNotContain("{");
        assertThat(json(answer).get("detail").asString()).doesNotContain("{");
    }

    private static void assertFieldProblem(HttpResponse<String> answer, String field, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer)
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString() + " "
                                + error.get("code").asString()))
                .contains(field + " " + code);
    }
}
