package io.chantier.deployment.edge;

import static io.chantier.deployment.Online.get;
import static io.chantier.deployment.Online.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publisher;
import io.chantier.sites.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuickConnectionTest {

    private static final Site BAKERY = site("boulangerie");
    private static final String HOST = "Host: boulangerie.localhost:8081";
    private static final int BIG = 8 << 20;

    private static Online online;

    @BeforeAll
    static void publish() {
        online = new Online();
        var files = new TreeMap<String, byte[]>();
        files.put("index.html", Online.page("m1", "Accueil").getBytes(StandardCharsets.UTF_8));
        files.put("services/index.html", Online.page("m1", "Services").getBytes(StandardCharsets.UTF_8));
        files.put("404.html", Online.page("m1", "introuvable").getBytes(StandardCharsets.UTF_8));
        files.put("_img/a1b2c3d4e5f6-480.webp", new byte[5000]);
        files.put("_img/big.webp", new byte[BIG]);
        var release = online.storage.releases().save(BAKERY.team(), BAKERY.id().value(), files, new TreeMap<>());
        online.publisher.publish(BAKERY, release.digest(), Publisher.Notes.NONE);
        await().until(() -> get(online.edge, "boulangerie.localhost", "/").startsWith("HTTP/1.1 200"));
        for (var path : List.of("/services/", "/404.html", "/_img/a1b2c3d4e5f6-480.webp", "/_img/big.webp")) {
            get(online.edge, "boulangerie.localhost", path);
        }
    }

    @AfterAll
    static void stop() {
        online.close();
    }

    /** A connection that stays open. */
    private static final class Visitor implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Visitor() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), online.edge.port());
            socket.setSoTimeout(5000);
            in = socket.getInputStream();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Answer ask(String path, String... headers) throws IOException {
            send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n"
                    + String.join(
                            "",
                            List.of(headers).stream().map(line -> line + "\r\n").toList()) + "\r\n");
            return answer();
        }

        Answer answer() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) throw new IOException("The answer ends early: " + head);
                head.write(next);
            }
            var lines =
                    head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
            var fields = new TreeSet<>(lines.subList(1, lines.size()));
            var length = fields.stream()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring(16)))
                    .sum();
            fields.removeIf(line -> line.startsWith("Date: "));
            return new Answer(lines.getFirst(), fields, in.readNBytes(length));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record Answer(String status, TreeSet<String> fields, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Changes nothing here, but what has a condition is read by Jetty. */
    private static final String GENERAL = "If-None-Match: \"another\"";

    @Test
    void the_quick_answer_is_the_same_as_the_general_one() throws IOException {
        for (var path : List.of("/", "/services/", "/_img/a1b2c3d4e5f6-480.webp")) {
            for (var encoding : List.of("Accept-Encoding: gzip", "Accept-Encoding: gzip;q=0", "Accept: */*")) {
                try (var quick = new Visitor();
                        var general = new Visitor()) {
                    var one = quick.ask(path, encoding);
                    var other = general.ask(path, encoding, GENERAL);
                    assertThat(one.status()).isEqualTo(other.status()).isEqualTo("HTTP/1.1 200 OK");
                    assertThat(one.fields()).isEqualTo(other.fields());
                    assertThat(one.body()).isEqualTo(other.body());
                }
            }
        }
    }

    @Test
    void a_connection_is_handed_over_in_the_middle_without_losing_anything() throws IOException {
        try (var visitor = new Visitor()) {
            assertThat(visitor.ask("/").text()).contains("Accueil");
            assertThat(visitor.ask("/services/").text()).contains("Services");
            assertThat(visitor.ask("/nothing/").status()).contains("404");
            assertThat(visitor.ask("/").text()).contains("Accueil");
            assertThat(visitor.ask("/_img/a1b2c3d4e5f6-480.webp", "Range: bytes=0-9")
                            .body())
                    .hasSize(10);
        }
    }

    @Test
    void requests_that_arrive_together_are_answered_in_their_order() throws IOException {
        try (var visitor = new Visitor()) {
            var one = "GET / HTTP/1.1\r\n" + HOST + "\r\n\r\n";
            var other = "GET /services/ HTTP/1.1\r\n" + HOST + "\r\n\r\n";
            visitor.send(one + other + one + "GET /nothing HTTP/1.1\r\n" + HOST + "\r\n\r\n" + other);
            assertThat(visitor.answer().text()).contains("Accueil");
            assertThat(visitor.answer().text()).contains("Services");
            assertThat(visitor.answer().text()).contains("Accueil");
            assertThat(visitor.answer().text()).contains("introuvable");
            assertThat(visitor.answer().text()).contains("Services");
        }
    }

    @Test
    void a_request_that_arrives_in_pieces_is_answered() throws Exception {
        try (var visitor = new Visitor()) {
            for (var piece : List.of("GET / HT", "TP/1.1\r\nHost: boulang", "erie.localhost\r\n", "\r\n")) {
                visitor.send(piece);
                Thread.sleep(50);
            }
            assertThat(visitor.answer().text()).contains("Accueil");
        }
    }

    @Test
    void a_slow_reader_gets_all_of_a_big_file_and_the_next_page() throws Exception {
        try (var visitor = new Visitor()) {
            var big = "GET /_img/big.webp HTTP/1.1\r\n" + HOST + "\r\n\r\n";
            visitor.send(big + big + "GET / HTTP/1.1\r\n" + HOST + "\r\n\r\n");
            Thread.sleep(Duration.ofMillis(300));
            assertThat(visitor.answer().body()).hasSize(BIG);
            assertThat(visitor.answer().body()).hasSize(BIG);
            assertThat(visitor.answer().text()).contains("Accueil");
            assertThat(visitor.ask("/services/").text()).contains("Services");
        }
    }

    @Test
    void only_the_plainest_requests_are_read_quickly() {
        var good = "GET /services/ HTTP/1.1\r\nHost: boulangerie.localhost:8081\r\nAccept-Encoding: gzip\r\n\r\n";
        var read = QuickRequest.read(bytes(good), 0, good.length());
        assertThat(read).isEqualTo(new QuickRequest("boulangerie.localhost", "/services/", true, good.length()));
        for (int end = 0; end < good.length(); end++) {
            assertThat(QuickRequest.read(bytes(good), 0, end))
                    .as("the first %d bytes", end)
                    .isNull();
        }
        var line = "GET / HTTP/1.1\r\n";
        for (var odd : List.of(
                "POST / HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET //etc HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET /../etc HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET /a/./b HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET /%41 HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET /?a=1 HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET / HTTP/1.0\r\n" + HOST + "\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET  / HTTP/1.1\r\n" + HOST + "\r\n\r\n",
                "GET / HTTP/1.1\n" + HOST + "\n\n",
                line + "\r\n",
                line + HOST + "\r\n" + HOST + "\r\n\r\n",
                line + "Host: a b\r\n\r\n",
                line + "Host: user@a\r\n\r\n",
                line + "Host: a:b\r\n\r\n",
                line + "Host : a\r\n\r\n",
                line + HOST + "\r\n folded\r\n\r\n",
                line + HOST + "\r\nX: a\nY: b\r\n\r\n",
                line + HOST + "\r\nX: a\0\r\n\r\n",
                line + HOST + "\r\nContent-Length: 5\r\n\r\nhello",
                line + HOST + "\r\ntransfer-encoding: chunked\r\n\r\n",
                line + HOST + "\r\nConnection: close\r\n\r\n",
                line + HOST + "\r\nRANGE: bytes=0-1\r\n\r\n",
                line + HOST + "\r\nIf-None-Match: *\r\n\r\n",
                line + HOST + "\r\nExpect: 100-continue\r\n\r\n")) {
            assertThat(QuickRequest.read(bytes(odd), 0, odd.length())).as(odd).isNull();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
