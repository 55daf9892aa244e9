package io.chantier.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.TeamFixture;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@ChantierTest
class ProblemTest {

    @Autowired
    Environment environment;

    @Test
    void programs_get_a_problem_with_a_remedy_in_their_language() {
        var answer = Client.ofAdmin(environment).with("Accept-Language", "en").get("/api/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = Client.json(answer);
        assertThat(problem.get("code").asString()).isEqualTo("not-found");
        assertThat(problem.get("title").asString()).isEqualTo("Not found");
        assertThat(problem.get("remedy").asString()).isNotBlank();
    }

    @Test
    void people_get_a_page() {
        var answer =
                Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD).get("/nothing?lang=fr");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("<html lang=\"fr\"", "Introuvable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"username\":1,\"password\":[]}", "{\"username\":null}", "null"})
    void bad_json_is_the_sender_s_fault(String body) {
        var answer = Client.of(environment).send("POST", "/api/auth/token", body, "application/json");
        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(Client.json(answer).get("remedy").asString()).isNotBlank();
    }

    @Test
    void other_formats_and_methods_are_named() {
        var client = Client.ofAdmin(environment);
        assertThat(client.send("POST", "/api/auth/token", "a=1", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(client.get("/api/members/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void nothing_of_a_poisoned_host_comes_back() throws IOException {
        for (var path : new String[] {"/", "/sign-in", "/sign-in/link?token=x", "/nothing", "/api/nothing"}) {
            var answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                    + "X-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("evil.example");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-in?lang=fr%0d%0aSet-Cookie:%20a=b",
                "/sign-in%0d%0aX:%20y",
                "/sign-in/link?token=%0d%0aX:y"
            })
    void a_line_break_in_an_address_adds_no_header(String path) throws IOException {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var head = answer.split("\r\n\r\n", 2)[0];
        assertThat(head).doesNotContain("\r\nX:", "a=b");
    }

    @Test
    void pages_carry_a_strict_policy() {
        var headers = Client.of(environment).get("/sign-in").headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                        .doesNotContain("unsafe-inline", "unsafe-eval"));
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.allValues("Set-Cookie"))
                .allSatisfy(cookie -> assertThat(cookie).contains("SameSite=Lax", "HttpOnly"));
    }

    @Test
    void a_repeated_key_gets_the_first_answer() {
        var client = Client.ofAdmin(environment);
        var login = "idem-" + UUID.randomUUID();
        var wanted = Map.of("login", login, "name", "Idem", "role", "VIEWER", "password", TeamFixture.PASSWORD);
        client.with("Idempotency-Key", UUID.randomUUID().toString());
        var first = client.post("/api/members", wanted);
        var second = client.post("/api/members", wanted);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        var other = client.post(
                "/api/members",
                Map.of("login", login + "2", "name", "Idem", "role", "VIEWER", "password", TeamFixture.PASSWORD));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(Client.json(other).get("code").asString()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_key_whose_first_request_failed_may_try_again() {
        var client = Client.ofAdmin(environment)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(client.post("/api/members", Map.of("login", "x")).statusCode())
                .isEqualTo(422);
        assertThat(client.post("/api/members", Map.of("login", "y")).statusCode())
                .isEqualTo(422);
        var login = "again-" + UUID.randomUUID();
        assertThat(client.post(
                                "/api/members",
                                Map.of(
                                        "login",
                                        login,
                                        "name",
                                        "Again",
                                        "role",
                                        "VIEWER",
                                        "password",
                                        TeamFixture.PASSWORD))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_secret_is_not_kept_for_a_repeated_key() {
        var client = Client.ofAdmin(environment)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        var wanted = Map.of("name", "once", "role", "VIEWER");
        assertThat(client.post("/api/tokens", wanted).statusCode()).isEqualTo(201);
        var second = client.post("/api/tokens", wanted);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(Client.json(second).get("code").asString()).isEqualTo("idempotency-secret");
    }

    private String raw(String request) throws IOException {
        int port = Integer.parseInt(environment.getRequiredProperty("local.server.port"));
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
