package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.TeamFixture.Person;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ChantierTest
class InvitationsTest {

    private static final String OVER = "Cette invitation ne vaut plus";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient database;

    @AfterEach
    void openTheDoor() {
        database.sql("delete from sign_in_failure").update();
    }

    @Test
    void an_invitation_works_once_and_makes_a_member_with_a_name_and_a_password_of_their_own() {
        var owner = people.stranger();
        var made = invite(owner, email(), "EDITOR");
        var path = path(made);

        var looked = Client.of(environment).get(path);
        assertThat(looked.statusCode()).isEqualTo(200);
        assertThat(looked.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        var guest = Client.of(environment);
        assertThat(accept(guest, path, "Julie Le Goff").headers().firstValue("Location"))
                .contains("/");
        assertThat(guest.get("/members").body()).contains("Julie Le Goff");
        assertThat(people.program(owner).get("/api/members").body())
                .contains("Julie Le Goff", email(made), "\"EDITOR\"");
        assertThat(people.program(owner).get("/api/audit").body()).contains("invitation.make", "invitation.accept");

        var again = accept(Client.of(environment), path, "Somebody Else");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.body()).contains(OVER);
        assertThat(Client.of(environment)
                        .signedIn(email(made), TeamFixture.PASSWORD)
                        .get("/sites")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_used_revoked_expired_renewed_or_forged_link_says_the_same() {
        var owner = people.stranger();
        var revoked = invite(owner, email(), "VIEWER");
        assertThat(people.program(owner)
                        .delete("/api/invitations/" + id(revoked))
                        .statusCode())
                .isEqualTo(204);
        var expired = invite(owner, email(), "VIEWER");
        database.sql("update invitation set expires_at = now() - interval '1 minute' where id = ?")
                .param(UUID.fromString(id(expired)))
                .update();
        var renewed = invite(owner, email(), "VIEWER");
        var fresh = people.program(owner).post("/api/invitations/" + id(renewed) + "/renewal", Map.of());
        assertThat(fresh.statusCode()).isEqualTo(201);
        var used = invite(owner, email(), "VIEWER");
        accept(Client.of(environment), path(used), "Used");

        var first = Client.of(environment).get(path(revoked));
        assertThat(first.statusCode()).isEqualTo(404);
        for (var path : new String[] {path(expired), path(renewed), path(used), "/invitation?token=forged&lang=fr"}) {
            var answer = Client.of(environment).get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(main(answer)).isEqualTo(main(first));
            assertThat(accept(Client.of(environment), path, "X").statusCode()).isEqualTo(404);
        }
        assertThat(Client.of(environment).get(path(Client.json(fresh))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobody_invites_into_more_than_they_have() {
        var admin = people.member(people.stranger().team(), Role.ADMIN);
        for (var role : new String[] {"OWNER", "OPERATOR"}) {
            assertThat(people.program(admin)
                            .post("/api/invitations", Map.of("email", email(), "role", role))
                            .statusCode())
                    .isEqualTo(403);
        }
        var editor = people.member(admin.team(), Role.EDITOR);
        assertThat(people.program(editor)
                        .post("/api/invitations", Map.of("email", email(), "role", "VIEWER"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_administrator_neither_renews_nor_withdraws_the_invitation_of_an_owner() {
        var owner = people.stranger();
        var made = invite(owner, email(), "OWNER");
        var admin = people.program(people.member(owner.team(), Role.ADMIN));
        assertThat(admin.post("/api/invitations/" + id(made) + "/renewal", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.delete("/api/invitations/" + id(made)).statusCode()).isEqualTo(403);
    }

    @Test
    void an_invitation_falls_with_whoever_made_it() {
        var owner = people.stranger();
        var admin = people.member(owner.team(), Role.ADMIN);
        var made = invite(admin, email(), "ADMIN");
        var path = "/api/members/" + admin.account().id();
        people.program(owner).put(path, Map.of("role", "EDITOR"));
        assertThat(Client.of(environment).get(path(made)).statusCode()).isEqualTo(404);
        people.program(owner).put(path, Map.of("role", "ADMIN"));
        assertThat(Client.of(environment).get(path(made)).statusCode()).isEqualTo(200);
        people.program(owner).put(path, Map.of("disabled", true));
        assertThat(accept(Client.of(environment), path(made), "Late").statusCode())
                .isEqualTo(404);
    }

    @Test
    void another_team_s_invitation_is_not_there() {
        var made = invite(people.stranger(), email(), "VIEWER");
        var stranger = people.program(people.stranger());
        assertThat(stranger.get("/api/invitations").body()).doesNotContain(email(made));
        assertThat(stranger.delete("/api/invitations/" + id(made)).statusCode()).isEqualTo(404);
        assertThat(stranger.post("/api/invitations/" + id(made) + "/renewal", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(Client.of(environment).get(path(made)).statusCode()).isEqualTo(200);
    }

    @Test
    void who_is_a_member_already_is_named_and_other_teams_are_not_given_away() {
        var owner = people.stranger();
        var known = invite(owner, email(), "VIEWER");
        accept(Client.of(environment), path(known), "Known");
        assertThat(wrong(people.program(owner).post("/api/invitations", wanted(email(known), "VIEWER"))))
                .isEqualTo("already-member");

        var elsewhere = people.program(people.stranger()).post("/api/invitations", wanted(email(known), "VIEWER"));
        var unknown = people.program(people.stranger()).post("/api/invitations", wanted(email(), "VIEWER"));
        assertThat(elsewhere.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(201);
        var taken = accept(Client.of(environment), path(Client.json(elsewhere)), "Twice");
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("a déjà un compte ici");
        assertThat(wrong(people.program(owner).post("/api/invitations", wanted("not an address", "VIEWER"))))
                .isEqualTo("not-an-email");
    }

    @Test
    void the_secret_is_kept_nowhere() {
        var owner = people.stranger();
        var made = invite(owner, email(), "OWNER");
        var secret = secret(made);
        assertThat(people.program(owner).get("/api/invitations").body()).doesNotContain(secret);
        var letter = outbox.list(owner.team(), null, 1).items().getFirst().letter();
        assertThat(letter.recipient()).isEqualTo(email(made));
        assertThat(letter.body()).contains("Propriétaire", "gardé nulle part").doesNotContain(secret);
        var rows = database.sql("select row_to_json(i)::text from invitation i where id = ?")
                .param(UUID.fromString(id(made)))
                .query(String.class)
                .single();
        assertThat(rows).doesNotContain(secret);
    }

    @Test
    void the_page_of_the_team_shows_the_link_once_with_the_letter_in_it() {
        var owner = people.stranger();
        var browser = people.browser(owner);
        var email = email();
        var shown = browser.submit(
                "/members", "/members/invitations", Map.of("email", email, "role", "EDITOR", "language", "en"));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("/invitation?token=", "mailto:" + email.replace("@", "%40"), "works%20once");
        assertThat(browser.get("/members").body()).contains(email).doesNotContain("/invitation?token=");
        var twice = browser.submit(
                "/members", "/members/invitations", Map.of("email", email, "role", "EDITOR", "language", "en"));
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("Une invitation attend déjà", "value=\"" + email + "\"");
    }

    @Test
    void a_weak_password_is_refused_and_uses_nothing_up() {
        var made = invite(people.stranger(), email(), "VIEWER");
        var guest = Client.of(environment);
        var weak = guest.submit(
                path(made),
                "/invitation?lang=en",
                Map.of("token", secret(made), "name", "Julie", "password", "password1234"));
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("value=\"Julie\"").doesNotContain("password1234");
        assertThat(accept(guest, path(made), "Julie").statusCode()).isEqualTo(302);
    }

    @Test
    void guessing_links_closes_the_door_for_that_address() {
        var made = invite(people.stranger(), email(), "VIEWER");
        var guesser = Client.of(environment);
        for (int guess = 0; guess < 60; guess++) guesser.get("/invitation?token=guess" + guess);
        assertThat(guesser.get(path(made)).statusCode()).isEqualTo(429);
    }

    private JsonNode invite(Person by, String email, String role) {
        var answer = people.program(by).post("/api/invitations", wanted(email, role));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer);
    }

    private static Map<String, String> wanted(String email, String role) {
        return Map.of("email", email, "role", role, "language", "fr");
    }

    private static HttpResponse<String> accept(Client guest, String path, String name) {
        var token = path.replaceFirst(".*token=([^&]*).*", "$1");
        return guest.submit(
                path, "/invitation?lang=fr", Map.of("token", token, "name", name, "password", TeamFixture.PASSWORD));
    }

    private static String email() {
        return "guest-" + UUID.randomUUID() + "@example.org";
    }

    private static String email(JsonNode made) {
        return made.get("invitation").get("email").asString();
    }

    private static String id(JsonNode made) {
        return made.get("invitation").get("id").asString();
    }

    private static String path(JsonNode made) {
        var link = URI.create(made.get("url").asString());
        return link.getPath() + "?" + link.getQuery();
    }

    private static String secret(JsonNode made) {
        return path(made).replaceFirst(".*token=([^&]*).*", "$1");
    }

    private static String wrong(HttpResponse<String> answer) {
        return Client.json(answer).get("errors").get(0).get("code").asString();
    }

    private static String main(HttpResponse<String> answer) {
        return answer.body().replaceFirst("(?s).*<main[^>]*>(.*)</main>.*", "$1");
    }
}
