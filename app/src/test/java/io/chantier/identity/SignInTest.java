package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ChantierTest
class SignInTest {

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Test
    void health_is_open() {
        var answer = Client.of(environment).get("/api/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("UP");
    }

    @Test
    void the_operator_signs_in_and_out() {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(person.get("/sign-in").statusCode()).isEqualTo(302);
        assertThat(person.submit("/nothing-here", "/sign-out", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(person.get("/sign-in").statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_password_is_refused_in_the_reader_s_language() {
        var person = Client.of(environment).with("Accept-Language", "en-GB,en;q=0.8");
        var answer = person.submit("/sign-in", Map.of("username", "admin", "password", "wrong"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Unknown user name or password");
        assertThat(Client.of(environment)
                        .submit("/sign-in", Map.of("username", "nobody", "password", "wrong"))
                        .body())
                .contains("Identifiant ou mot de passe inconnu");
    }

    @Test
    void a_form_without_its_csrf_token_is_refused() {
        var answer =
                Client.of(environment).form("/sign-in", Map.of("username", "admin", "password", Client.ADMIN_PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void signing_in_changes_the_session_so_that_a_planted_one_is_worth_nothing() {
        var person = Client.of(environment);
        person.get("/sign-in");
        var before = session(person);
        person.signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(session(person)).isNotEqualTo(before);
        var thief = Client.of(environment).with("Cookie", "chantier-session=" + before);
        assertThat(thief.get("/sign-in").statusCode()).isEqualTo(200);
    }

    @Test
    void the_api_ignores_the_session() {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        assertThat(person.get("/api/account").statusCode()).isEqualTo(401);
    }

    @Test
    void pages_ignore_bearer_tokens() {
        assertThat(Client.ofAdmin(environment).get("/sign-in").statusCode()).isEqualTo(200);
    }

    @Test
    void a_sign_in_link_works_once_and_looking_at_it_uses_nothing_up() {
        var made = Client.ofAdmin(environment).post("/api/auth/sign-in-links", Map.of());
        assertThat(made.statusCode()).isEqualTo(201);
        var link = URI.create(Client.json(made).get("url").asString());
        var token = link.getQuery().replace("token=", "");
        var path = link.getPath() + "?" + link.getQuery();
        Client.of(environment).get(path);
        var person = Client.of(environment);
        assertThat(person.submit(path, "/sign-in/link", Map.of("token", token)).statusCode())
                .isEqualTo(302);
        assertThat(person.get("/sign-in").statusCode()).isEqualTo(302);
        assertThat(Client.of(environment)
                        .submit(path, "/sign-in/link", Map.of("token", token))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_link_is_made_from_the_settings_never_from_the_host_header() {
        var made = Client.ofAdmin(environment)
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .post("/api/auth/sign-in-links", Map.of());
        assertThat(made.body()).contains("http://localhost:").doesNotContain("evil.example");
    }

    @Test
    void guessing_passwords_closes_the_door_for_that_login_only() {
        var login = "guessed-" + UUID.randomUUID();
        for (int guess = 0; guess < 8; guess++) {
            assertThat(token(login, "wrong" + guess)).isEqualTo(401);
        }
        assertThat(token(login, "wrong")).isEqualTo(429);
        assertThat(token("admin", Client.ADMIN_PASSWORD)).isEqualTo(200);
        database.sql("delete from sign_in_failure").update();
    }

    @Test
    void what_a_header_says_about_the_address_counts_for_nothing_without_a_proxy_of_ours() {
        for (int guess = 0; guess < 60; guess++) failedFrom("127.0.0.1");
        var hidden = Client.of(environment)
                .with("X-Forwarded-For", "203.0.113.9")
                .with("CF-Connecting-IP", "203.0.113.9")
                .post("/api/auth/token", Map.of("username", "admin", "password", Client.ADMIN_PASSWORD));
        database.sql("delete from sign_in_failure").update();
        assertThat(hidden.statusCode()).isEqualTo(429);
    }

    private void failedFrom(String address) {
        database.sql("insert into sign_in_failure (subject, at) values (?, now())")
                .param("address:" + address)
                .update();
    }

    @Test
    void the_command_line_finds_its_token_in_a_file_of_its_own() throws Exception {
        var file = Path.of(environment.getRequiredProperty("chantier.data"), "cli.token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var cli = Client.of(environment).bearing(Files.readString(file).strip());
        assertThat(cli.get("/api/settings").statusCode()).isEqualTo(200);
    }

    private int token(String login, String password) {
        return Client.of(environment)
                .post("/api/auth/token", Map.of("username", login, "password", password))
                .statusCode();
    }

    private static String session(Client person) {
        return person.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("chantier-session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
