package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Who gets in, over real HTTP. */
class AuthenticationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set by start()
    private Agent agent;

    @AfterEach
    void stop() {
        agent.close();
    }

    private void start(String password) {
        agent = Agent.start(new AgentSettings(
                home, "127.0.0.1", 0, Optional.of(password).filter(text -> !text.isEmpty()), Optional.empty()));
    }

    private void restart(String password) {
        agent.close();
        start(password);
    }

    private int ping(String password) {
        return Client.withPassword(agent.port(), password).get("/ping").statusCode();
    }

    private void change(String from, String to) {
        var answer =
                Client.withPassword(agent.port(), from).post("/authentication", "{\"token\":" + Wire.write(to) + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Success\"}");
    }

    @Test
    void a_changed_password_counts_at_once_and_the_old_one_never_again() {
        start("first");
        assertThat(ping("first")).isEqualTo(200);

        change("first", "second one");

        assertThat(ping("first")).isEqualTo(401);
        assertThat(ping("second one")).isEqualTo(200);
    }

    @Test
    void a_changed_password_outlives_a_restart_with_the_old_one_in_the_environment() throws Exception {
        start("first");
        change("first", "second");

        restart("first");
        assertThat(ping("first")).isEqualTo(401);
        assertThat(ping("second")).isEqualTo(200);
        assertThat(Files.readString(home.resolve("config.json"))).doesNotContain("first", "second");
    }

    @Test
    void a_new_password_in_the_environment_counts_after_a_restart() {
        start("first");
        change("first", "second");

        restart("third");
        assertThat(ping("third")).isEqualTo(200);
        assertThat(ping("second")).isEqualTo(401);
        change("third", "fourth");
        restart("third");
        assertThat(ping("fourth")).isEqualTo(200);
    }

    @Test
    void changing_the_password_keeps_what_else_stands_in_the_configuration() throws Exception {
        var file = home.resolve("config.json");
        Files.writeString(
                file,
                "{\"access_token\":\"" + Passwords.hash("stock")
                        + "\",\"name\":\"n1.example.test\",\"workers\":2,\"benches\":{\"a\":[1]}}");
        start("");
        change("stock", "ours");

        var config = (ObjectNode) Wire.tree(Files.readString(file));
        assertThat(config.remove("access_token").asString()).startsWith("$pbkdf2-sha256$29000$");
        assertThat(config).isEqualTo(Wire.tree("{\"name\":\"n1.example.test\",\"workers\":2,\"benches\":{\"a\":[1]}}"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        restart("");
        assertThat(ping("ours")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token\":null}",
                "{\"token\":7}",
                "{\"token\":\"\"}",
                "{\"token\":\" x\"}",
                "{\"token\":\"pâté\"}",
                "{\"token\":\"a\\nb\"}",
                "[]",
                "token=x",
                "{\"token\":\"hunter2\""
            })
    void a_password_that_no_header_could_carry_is_refused_and_the_old_one_stays(String body) {
        start("first");
        var answer = Client.withPassword(agent.port(), "first").post("/authentication", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Wire.tree(answer.body()).get("error").get(0).isString()).isTrue();
        assertThat(answer.body()).doesNotContain("hunter2");
        assertThat(ping("first")).isEqualTo(200);
    }

    @Test
    void only_who_knows_the_password_changes_it() {
        start("first");
        var answer = Client.withPassword(agent.port(), "wrong").post("/authentication", "{\"token\":\"mine\"}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(ping("mine")).isEqualTo(401);
    }

    @Test
    void a_wrong_password_always_costs_the_rounds_and_a_known_one_never() {
        start("right");
        ping("right");
        long wrong = IntStream.range(0, Throttle.FREE)
                .mapToLong(i -> time(() -> ping("wrong " + i)))
                .min()
                .orElseThrow();
        long known = LongStream.range(0, 40)
                .map(_ -> time(() -> ping("right")))
                .sorted()
                .skip(20)
                .findFirst()
                .orElseThrow();
        assertThat(wrong).as("the fastest wrong one beside the usual right one").isGreaterThan(2 * known);
    }

    private static long time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    @Test
    void many_wrong_passwords_have_to_wait_and_the_right_one_still_gets_in() {
        start("right");
        for (int i = 0; i < Throttle.FREE; i++) {
            assertThat(ping("wrong")).isEqualTo(401);
        }
        var answer = Client.withPassword(agent.port(), "wrong").get("/ping");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, (long) Throttle.SECONDS_EACH);
        assertThat(Wire.tree(answer.body()).get("error").get(0).asString()).contains("try again in");
        assertThat(ping("right")).as("never given before in this process").isEqualTo(200);
        assertThat(ping("wrong")).isEqualTo(429);
        assertThat(ping("right")).isEqualTo(200);
    }

    @Test
    void wrong_passwords_at_the_same_moment_are_not_let_try_more_often() throws Exception {
        start("right");
        ping("right");
        try (var threads = Executors.newFixedThreadPool(20)) {
            var tries = IntStream.range(0, 60)
                    .mapToObj(i -> (Callable<Integer>) () -> ping("wrong " + i))
                    .toList();
            int tried = 0;
            for (var status : threads.invokeAll(tries)) {
                tried += status.get() == 401 ? 1 : 0;
            }
            assertThat(tried).isBetween(Throttle.FREE, Throttle.FREE + 3);
        }
    }

    @Test
    void another_address_does_not_wait() throws Exception {
        start("right");
        ping("right");
        for (int i = 0; i <= Throttle.FREE; i++) {
            ping("wrong");
        }
        assertThat(ping("wrong")).isEqualTo(429);
        try (var elsewhere = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + "/ping"))
                    .header("Authorization", "bearer wrong")
                    .build();
            assertThat(elsewhere.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void headers_that_are_too_big_are_refused_in_json() throws Exception {
        start("right");
        var answer = raw(
                "GET /ping HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(AgentServer.MOST_HEADER_BYTES) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("application/json");
        assertThat(error(answer)).hasSize(1).first().asString().contains("refused");
    }

    @Test
    void a_body_that_is_too_big_is_refused_before_it_is_read() throws Exception {
        start("right");
        var answer = raw("POST /authentication HTTP/1.1\r\nHost: x\r\nAuthorization: bearer right\r\nContent-Length: "
                + (Asked.MOST_BYTES + 1) + "\r\nConnection: close\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/json");
        assertThat(error(answer)).first().asString().contains(Integer.toString(Asked.MOST_BYTES));
    }

    @Test
    void a_body_that_does_not_say_how_big_it_is_is_read_so_far_and_no_further() throws Exception {
        start("right");
        var chunk = "0".repeat(1024 * 1024);
        var body = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            body.append("100000\r\n").append(chunk).append("\r\n");
        }
        var answer = raw("POST /authentication HTTP/1.1\r\nHost: x\r\nAuthorization: bearer right\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + body + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/json");
    }

    private static List<Object> error(String answer) {
        var json = Wire.tree(answer.substring(answer.indexOf("{\"error\""), answer.lastIndexOf('}') + 1));
        return json.get("error")
                .valueStream()
                .<Object>map(line -> line.asString())
                .toList();
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", agent.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
