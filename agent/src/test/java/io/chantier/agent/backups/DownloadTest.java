package io.chantier.agent.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

    private static final byte[] CONTENT = "the content of a dump".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    private static final int LARGEST = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    private final Download download = new Download(LARGEST, Duration.ofSeconds(1), Disk::hasRoom);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/dump.sql.gz", exchange -> answer(exchange, CONTENT.length, CONTENT));
        server.createContext("/unknown-length", exchange -> answer(exchange, 0, CONTENT));
        server.createContext("/cut", exchange -> answer(exchange, CONTENT.length + 1, CONTENT));
        server.createContext("/huge", exchange -> answer(exchange, 1L << 50, new byte[0]));
        server.createContext("/endless", exchange -> answer(exchange, 0, new byte[LARGEST + 1]));
        server.createContext("/silent", exchange -> answer(exchange, CONTENT.length, new byte[10], 5000));
        server.createContext("/moved", exchange -> moved(exchange, "/dump.sql.gz"));
        server.createContext("/circle", exchange -> moved(exchange, "/circle"));
        server.createContext("/to-file", exchange -> moved(exchange, "file:///etc/passwd"));
        server.createContext("/to-cloud", exchange -> moved(exchange, "http://169.254.169.254/latest/meta-data"));
        server.createContext("/status", exchange -> {
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getQuery().split("&")[0]), -1);
            exchange.close();
        });
        server.start();
    }

    @Test
    void a_file_that_fills_the_disk_on_its_way_is_refused_and_leaves_nothing() throws IOException {
        var part = new byte[1 << 20];
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 65; i++) {
                exchange.getResponseBody().write(part);
            }
            exchange.close();
        });
        var looks = new AtomicInteger();
        var filling = new Download(Long.MAX_VALUE, Duration.ofSeconds(5), (_, _) -> looks.getAndIncrement() == 0);
        var into = folder.resolve("large");
        var from = Address.of("http://127.0.0.1:" + server.getAddress().getPort() + "/large")
                .orElseThrow();

        var fetched = filling.fetch(from, into, () -> false);

        assertThat(fetched).isInstanceOf(Fetched.Refused.class);
        assertThat(fetched.toString()).contains("make room");
        assertThat(into).doesNotExist();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, long length, byte[] content) throws IOException {
        answer(exchange, length, content, 0);
    }

    private static void answer(HttpExchange exchange, long length, byte[] content, long pause) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(content);
        exchange.getResponseBody().flush();
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void moved(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private Address at(String path) {
        return Address.of("http://127.0.0.1:" + server.getAddress().getPort() + path)
                .orElseThrow();
    }

    private Path file() {
        return folder.resolve("dump.sql.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dump.sql.gz", "/unknown-length", "/moved"})
    void a_file_comes_whole_with_its_checksum(String path) throws Exception {
        var fetched = download.fetch(at(path), file(), () -> false);
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(fetched).isEqualTo(new Fetched.Whole(CONTENT.length, Digests.sha256(file())));
    }

    @ParameterizedTest
    @CsvSource({
        "/huge, has more than 1000000 bytes",
        "/endless, has more than 1000000 bytes",
        "/circle, without end",
        "/to-file, not followed",
        "/to-cloud, no backup is fetched",
        "/status?403, answered 403",
        "/status?404, check the address",
        "/status?501, answered 501"
    })
    void what_cannot_be_a_backup_is_refused(String path, String said) throws Exception {
        assertThat(download.fetch(at(path), file(), () -> false))
                .isInstanceOfSatisfying(
                        Fetched.Refused.class,
                        refused -> assertThat(refused.said()).contains(said));
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cut", "/silent", "/status?500", "/status?429"})
    void what_may_come_later_leaves_no_half_file(String path) throws Exception {
        assertThat(download.fetch(at(path), file(), () -> false)).isInstanceOf(Fetched.Unreachable.class);
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_file_for_which_the_disk_has_no_room_is_refused_before_a_byte_of_it_comes() throws Exception {
        var fetched = new Download(Long.MAX_VALUE, Duration.ofSeconds(1), Disk::hasRoom)
                .fetch(at("/huge"), file(), () -> false);
        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.Refused.class,
                        refused -> assertThat(refused.said()).contains("no room; make room"));
    }

    @Test
    void a_server_that_is_not_there_may_be_there_later() throws Exception {
        var gone = at("/dump.sql.gz");
        server.stop(0);
        assertThat(download.fetch(gone, file(), () -> false)).isInstanceOf(Fetched.Unreachable.class);
    }

    @Test
    void a_file_that_nobody_wants_any_more_is_given_up() throws Exception {
        assertThat(download.fetch(at("/dump.sql.gz"), file(), () -> true)).isInstanceOf(Fetched.GivenUp.class);
        assertThat(file()).doesNotExist();
    }

    @Test
    void no_message_shows_what_a_link_is_signed_with() throws Exception {
        assertThat(download.fetch(at("/status?404&X-Amz-Signature=0123456789"), file(), () -> false)
                        .toString())
                .doesNotContain("Signature", "0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://host/x",
                "http://user:pw@host/x",
                "host/x",
                "http:///x",
                "jar:http://h!/x",
                ""
            })
    void what_is_no_plain_address_is_none(String text) {
        assertThat(Address.of(text)).isEmpty();
    }

    @Test
    void what_was_left_of_an_earlier_try_is_written_anew() throws Exception {
        Files.writeString(file(), "half");
        assertThat(download.fetch(at("/dump.sql.gz"), file(), () -> false)).isInstanceOf(Fetched.Whole.class);
        assertThat(file()).hasBinaryContent(CONTENT);
    }
}
