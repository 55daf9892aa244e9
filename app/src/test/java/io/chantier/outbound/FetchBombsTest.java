package io.chantier.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that would fill the memory or never end. */
class FetchBombsTest {

    private static final FetchLimits QUICK = new FetchLimits(10 * 1024 * 1024, Duration.ofSeconds(2), 5);

    private final Canary server = new Canary();
    private final Fetcher fetcher = new Fetcher(List.of("127.0.0.1/32"));

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
    }

    @Test
    void a_body_of_more_than_ten_megabytes_is_too_big() {
        server.on("/", FetchBombsTest::endless);

        assertThat(fetch()).isEqualTo(new Fetched.TooBig(QUICK.bytes()));
    }

    @Test
    void a_small_body_that_unpacks_to_much_is_too_big() throws IOException {
        var zeros = gzip(new byte[64 * 1024 * 1024]);
        assertThat(zeros.length).isLessThan(100_000);
        server.on("/", exchange -> encoded(exchange, "gzip", zeros));
        assertThat(fetch()).isEqualTo(new Fetched.TooBig(QUICK.bytes()));

        server.on("/", exchange -> encoded(exchange, "deflate", deflate(new byte[64 * 1024 * 1024], false)));
        assertThat(fetch()).isEqualTo(new Fetched.TooBig(QUICK.bytes()));
    }

    @Test
    void a_bomb_within_a_bomb_is_too_big() throws IOException {
        var twice = gzip(gzip(new byte[64 * 1024 * 1024]));
        server.on("/", exchange -> encoded(exchange, "gzip, gzip", twice));

        assertThat(fetch()).isEqualTo(new Fetched.TooBig(QUICK.bytes()));
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_too_slow() {
        server.on("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (var i = 0; i < 100; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                pause();
            }
        });

        assertThat(fetch()).isEqualTo(new Fetched.TooSlow(2));
    }

    @Test
    void a_server_that_never_answers_is_too_slow() throws IOException {
        try (var silent = new ServerSocket(0)) {
            var answer = fetcher.fetch(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), QUICK);

            assertThat(answer).isEqualTo(new Fetched.TooSlow(2));
        }
    }

    @Test
    void redirects_share_one_deadline() {
        for (var i = 0; i < 5; i++) {
            var next = "/" + (i + 1);
            server.on("/" + i, exchange -> {
                pause();
                pause();
                exchange.getResponseHeaders().set("Location", next);
                Canary.send(exchange, 302, "");
            });
        }

        assertThat(fetcher.fetch(URI.create("http://127.0.0.1:" + server.port() + "/0"), QUICK))
                .isEqualTo(new Fetched.TooSlow(2));
    }

    @Test
    void nobody_there_is_unreachable() throws IOException {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(fetcher.fetch(URI.create("http://127.0.0.1:" + port + "/"), QUICK))
                .isEqualTo(new Fetched.Unreachable("connect"));
    }

    @Test
    void an_unknown_encoding_is_no_text() {
        server.on("/", exchange -> encoded(exchange, "br", new byte[] {1, 2, 3}));

        assertThat(fetch()).isEqualTo(new Fetched.Unreachable("encoding"));
    }

    @Test
    void both_kinds_of_deflate_are_understood() throws IOException {
        for (var raw : List.of(true, false)) {
            var body = deflate("Bonjour".getBytes(StandardCharsets.UTF_8), raw);
            server.on("/", exchange -> encoded(exchange, "deflate", body));

            assertThat(fetch())
                    .isInstanceOfSatisfying(
                            Fetched.Page.class,
                            page -> assertThat(page.body())
                                    .asString(StandardCharsets.UTF_8)
                                    .isEqualTo("Bonjour"));
        }
    }

    private Fetched fetch() {
        return fetcher.fetch(URI.create("http://127.0.0.1:" + server.port() + "/"), QUICK);
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var chunk = new byte[256 * 1024];
        try (var body = exchange.getResponseBody()) {
            for (var i = 0; i < 100_000; i++) body.write(chunk);
        } catch (IOException _) {
            // the reader went away, as it should
        }
    }

    private static void encoded(HttpExchange exchange, String encoding, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", encoding);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(out, new Deflater(9, raw))) {
            deflate.write(plain);
        }
        return out.toByteArray();
    }

    private static void pause() {
        try {
            Thread.sleep(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
