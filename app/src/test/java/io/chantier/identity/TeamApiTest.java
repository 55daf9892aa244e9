package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ChantierTest
class TeamApiTest {

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient database;

    @Test
    void a_member_who_is_disabled_is_out_at_once() {
        var owner = people.program(people.stranger());
        var login = "member-" + UUID.randomUUID();
        var added = owner.post(
                "/api/members",
                Map.of("login", login, "name", "Ana", "role", "EDITOR", "password", TeamFixture.PASSWORD));
        assertThat(added.statusCode()).isEqualTo(201);
        var member = Client.of(environment).authorized(login, TeamFixture.PASSWORD);
        var browser = Client.of(environment).signedIn(login, TeamFixture.PASSWORD);
        assertThat(member.get("/api/account").statusCode()).isEqualTo(200);

        var path = "/api/members/" + Client.json(added).get("id").asString();
        assertThat(owner.put(path, Map.of("disabled", true)).statusCode()).isEqualTo(200);
        assertThat(member.get("/api/account").statusCode()).isEqualTo(401);
        assertThat(browser.get("/").headers().firstValue("Location")).contains("/sign-in");
        assertThat(owner.put(path, Map.of("disabled", false)).statusCode()).isEqualTo(200);
        assertThat(member.get("/api/account").statusCode()).isEqualTo(200);
    }

    @Test
    void the_last_owner_stays() {
        var alone = people.stranger();
        var answer = people.program(alone).put("/api/members/" + alone.account().id(), Map.of("disabled", true));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("last-owner");
    }

    @Test
    void who_runs_the_installation_is_not_a_team_s_to_shut_out() {
        var operator = people.operator();
        var owner = people.member(operator.team(), Role.OWNER);
        var path = "/api/members/" + operator.account().id();
        var byOwner = people.program(owner).put(path, Map.of("disabled", true));
        assertThat(byOwner.statusCode()).isEqualTo(403);
        assertThat(Client.json(byOwner).get("code").asString()).isEqualTo("operator-stays");
        assertThat(people.browser(owner)
                        .submit("/members", "/members/" + operator.account().id() + "/disabled", Map.of())
                        .statusCode())
                .isEqualTo(403);

        var second = people.member(operator.team(), Role.ADMIN);
        setOperator(second, true);
        assertThat(people.program(second).put(path, Map.of("disabled", true)).statusCode())
                .isEqualTo(200);
        var last = people.program(second).put("/api/members/" + second.account().id(), Map.of("disabled", true));
        assertThat(last.statusCode()).isEqualTo(409);
        assertThat(Client.json(last).get("code").asString()).isEqualTo("last-operator");
        assertThat(people.program(second).put(path, Map.of("disabled", false)).statusCode())
                .isEqualTo(200);
        setOperator(second, false);
        assertThat(people.program(operator).get("/api/settings").statusCode()).isEqualTo(200);
    }

    private void setOperator(TeamFixture.Person person, boolean operator) {
        database.sql("update account set operator = ? where id = ?")
                .params(operator, person.account().id())
                .update();
    }

    @Test
    void nobody_gives_more_than_they_have() {
        var admin = people.program(people.member(people.stranger().team(), Role.ADMIN));
        var wanted = Map.of("login", "x-" + UUID.randomUUID(), "name", "X", "role", "OWNER");
        assertThat(admin.post("/api/members", wanted).statusCode()).isEqualTo(403);
        assertThat(admin.post("/api/tokens", Map.of("name", "t", "role", "OWNER"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.post("/api/tokens", Map.of("name", "t", "role", "OPERATOR"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_existing_account_is_not_taken_in_unasked() {
        var owner = people.program(people.stranger());
        var answer = owner.post("/api/members", Map.of("login", "ADMIN", "name", "X", "role", "VIEWER"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).get("errors").get(0).get("code").asString())
                .isEqualTo("taken");
    }

    @Test
    void a_token_may_do_what_its_role_allows_and_no_more() {
        var owner = people.program(people.stranger());
        var made = Client.json(owner.post("/api/tokens", Map.of("name", "reader", "role", "VIEWER")));
        var reader = Client.of(environment).bearing(made.get("token").asString());
        assertThat(reader.get("/api/members").statusCode()).isEqualTo(200);
        assertThat(reader.post("/api/tokens", Map.of("name", "more", "role", "VIEWER"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(owner.get("/api/tokens").body())
                .doesNotContain(made.get("token").asString());

        var id = made.get("about").get("id").asString();
        var stranger = people.program(people.stranger());
        assertThat(stranger.delete("/api/tokens/" + id).statusCode()).isEqualTo(404);
        assertThat(owner.delete("/api/tokens/" + id).statusCode()).isEqualTo(204);
        assertThat(reader.get("/api/members").statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_of_the_operator_that_says_viewer_is_a_viewer_s() {
        var operator = people.operator();
        var made = tokens.make(operator.team(), operator.account().id(), "less", Role.VIEWER, null);
        var reader = Client.of(environment).bearing(made.token().reveal());
        assertThat(reader.get("/api/settings").statusCode()).isEqualTo(403);
    }

    @Test
    void forged_and_borrowed_tokens_prove_nothing() {
        var none = Client.of(environment).bearing("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.");
        assertThat(none.get("/api/account").statusCode()).isEqualTo(401);
        var good = people.program(people.operator());
        assertThat(good.get("/api/account").statusCode()).isEqualTo(200);
        assertThat(Client.of(environment)
                        .bearing("chantier_" + "a".repeat(43))
                        .get("/api/account")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void settings_are_checked_kept_and_written_down() {
        var operator = people.program(people.operator());
        var bad = operator.put("/api/settings", Map.of("publicUrl", "javascript:alert(1)", "domain", "-x-"));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("publicUrl", "domain");

        var host = Map.of("name", "Hébergeur SA", "address", "1 rue Haute, Rennes", "phone", "02 99 00 00 00");
        assertThat(operator.put("/api/settings", Map.of("name", "Atelier", "host", host))
                        .statusCode())
                .isEqualTo(200);
        var shown = Client.json(operator.get("/api/settings"));
        assertThat(shown.get("name").asString()).isEqualTo("Atelier");
        assertThat(shown.get("host").get("name").asString()).isEqualTo("Hébergeur SA");
        assertThat(shown.get("effective").get("publicUrl").asString()).startsWith("http://localhost:");
        assertThat(operator.get("/api/audit?subject=settings").body()).contains("settings.change");
        operator.put("/api/settings", Map.of("name", "", "host", Map.of("name", "", "address", "", "phone", "")));
    }

    @Test
    void the_domain_that_the_operator_sets_names_the_sites_and_their_previews_at_once() {
        var operator = people.program(people.operator());
        var browser = people.browser(people.operator());
        var made = Client.json(operator.post(
                "/api/sites", Map.of("name", "Named " + UUID.randomUUID(), "sourceUrl", "http://old.example/")));
        var path = "/api/sites/" + made.get("slug").asString();
        try {
            assertThat(operator.put("/api/settings", Map.of("domain", "127.0.0.1"))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(operator.put("/api/settings", Map.of("domain", "sites.example.test"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Client.json(operator.get(path)).get("url").asString())
                    .startsWith("http://" + made.get("slug").asString() + ".sites.example.test:");
            assertThat(browser.get("/sites").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("frame-src 'self' http://*.sites.example.test:*"));
        } finally {
            operator.put("/api/settings", Map.of("domain", ""));
        }
        assertThat(Client.json(operator.get(path)).get("url").asString()).contains(".localhost:");
    }

    @Test
    void an_unknown_member_of_the_body_is_named() {
        var answer = people.program(people.operator()).put("/api/settings", Map.of("nmae", "x"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).get("errors").get(0).get("field").asString())
                .isEqualTo("nmae");
    }

    @Test
    void the_audit_trail_only_grows_and_is_paged() {
        var owner = people.stranger();
        for (int i = 0; i < 5; i++) audit.write(owner.team(), "sign-in", "line-" + i, Map.of("n", "" + i));
        assertThatThrownBy(() -> database.sql("delete from audit_event").update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() ->
                        database.sql("update audit_event set action = 'x'").update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.sql("truncate audit_event").update()).hasMessageContaining("append-only");

        var program = people.program(owner);
        var first = Client.json(program.get("/api/audit?limit=3"));
        assertThat(first.get("items").size()).isEqualTo(3);
        assertThat(first.get("items").get(0).get("subject").asString()).isEqualTo("line-4");
        var rest = Client.json(
                program.get("/api/audit?limit=3&cursor=" + first.get("next").asString()));
        assertThat(rest.get("items").size()).isEqualTo(2);
        assertThat(rest.get("items").get(1).get("subject").asString()).isEqualTo("line-0");
        assertThat(rest.has("next") && !rest.get("next").isNull()).isFalse();
        assertThat(program.get("/api/audit?cursor=nonsense").statusCode()).isEqualTo(422);
        assertThat(people.program(people.stranger()).get("/api/audit").body()).doesNotContain("line-");
    }
}
