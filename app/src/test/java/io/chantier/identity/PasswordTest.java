package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ChantierTest
class PasswordTest {

    private static final String OTHER = "another-fine-password";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    ApiTokens tokens;

    @Autowired
    SignInLinks links;

    @Autowired
    JdbcClient database;

    @AfterEach
    void openTheDoor() {
        database.sql("delete from sign_in_failure").update();
    }

    @Test
    void a_token_made_for_a_program_changes_no_password_whatever_its_role() {
        var owner = people.stranger();
        for (var role : new Role[] {Role.VIEWER, Role.OWNER}) {
            var made = tokens.make(owner.team(), owner.account().id(), "program", role, null);
            var program = Client.of(environment).bearing(made.token().reveal());
            var answer =
                    program.put("/api/account/password", Map.of("current", TeamFixture.PASSWORD, "password", OTHER));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(Client.json(answer).get("code").asString()).isEqualTo("in-person-only");
        }
        assertThat(signIn(owner, TeamFixture.PASSWORD)).isEqualTo(200);
        assertThat(signIn(owner, OTHER)).isEqualTo(401);
    }

    @Test
    void a_new_password_takes_the_one_that_holds() {
        var person = people.stranger();
        var program = people.program(person);
        assertThat(program.put("/api/account/password", Map.of("password", OTHER))
                        .statusCode())
                .isEqualTo(422);
        var wrong = program.put("/api/account/password", Map.of("current", "not-this-one", "password", OTHER));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Client.json(wrong).get("errors").get(0).get("field").asString())
                .isEqualTo("current");
        var weak = program.put(
                "/api/account/password", Map.of("current", TeamFixture.PASSWORD, "password", "password1234"));
        assertThat(Client.json(weak).get("errors").get(0).get("field").asString())
                .isEqualTo("password");
        assertThat(signIn(person, TeamFixture.PASSWORD)).isEqualTo(200);
    }

    @Test
    void guessing_the_old_password_is_counted_as_it_is_at_the_door() {
        var person = people.stranger();
        var thief = people.program(person);
        for (int guess = 0; guess < 8; guess++) {
            thief.put("/api/account/password", Map.of("current", "wrong-" + guess, "password", OTHER));
        }
        var right = thief.put("/api/account/password", Map.of("current", TeamFixture.PASSWORD, "password", OTHER));
        assertThat(right.statusCode()).isEqualTo(429);
    }

    @Test
    void a_new_password_ends_what_was_opened_with_the_old_one_and_is_written_down() {
        var person = people.stranger();
        var program = people.program(person);
        var elsewhere = people.program(person);
        var browser = people.browser(person);
        var api = tokens.make(person.team(), person.account().id(), "program", Role.VIEWER, null);
        var link = links.create(person.account().id());
        var neighbour = people.browser(people.member(person.team(), Role.EDITOR));
        assertThat(browser.get("/sites").statusCode()).isEqualTo(200);

        var changed = program.put("/api/account/password", Map.of("current", TeamFixture.PASSWORD, "password", OTHER));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);

        assertThat(browser.get("/sites").headers().firstValue("Location")).contains("/sign-in");
        assertThat(elsewhere.get("/api/account").statusCode()).isEqualTo(401);
        assertThat(follow(link)).isEqualTo(401);
        assertThat(sessions(person)).isZero();
        assertThat(neighbour.get("/sites").statusCode()).isEqualTo(200);
        assertThat(Client.of(environment)
                        .bearing(api.token().reveal())
                        .get("/api/account")
                        .statusCode())
                .isEqualTo(200);
        assertThat(signIn(person, TeamFixture.PASSWORD)).isEqualTo(401);
        var again = Client.of(environment).authorized(person.login(), OTHER);
        assertThat(again.get("/api/audit?subject=" + person.account().id()).body())
                .contains("account.password");
    }

    @Test
    void a_new_password_for_the_administrator_ends_their_sessions_too() {
        var admin = people.operator();
        var token = people.program(admin);
        var browser = people.browser(admin);
        var cli = Client.of(environment)
                .bearing(tokens.make(admin.team(), admin.account().id(), "cli-of-test", Role.OPERATOR, null)
                        .token()
                        .reveal());
        var made = Client.json(cli.post("/api/auth/admin-password", Map.of()))
                .get("password")
                .asString();
        try {
            assertThat(made).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
            assertThat(browser.get("/sites").headers().firstValue("Location")).contains("/sign-in");
            assertThat(token.get("/api/account").statusCode()).isEqualTo(401);
        } finally {
            var back = Client.of(environment).authorized("admin", made);
            assertThat(back.put("/api/account/password", Map.of("current", made, "password", Client.ADMIN_PASSWORD))
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    private int signIn(TeamFixture.Person person, String password) {
        return Client.of(environment)
                .post("/api/auth/token", Map.of("username", person.login(), "password", password))
                .statusCode();
    }

    private int follow(URI link) {
        var path = link.getPath() + "?" + link.getQuery();
        return Client.of(environment)
                .submit(path, "/sign-in/link", Map.of("token", link.getQuery().replace("token=", "")))
                .statusCode();
    }

    private int sessions(TeamFixture.Person person) {
        return database.sql("select count(*) from spring_session where principal_name = ?")
                .param(person.account().id().toString())
                .query(Integer.class)
                .single();
    }
}
