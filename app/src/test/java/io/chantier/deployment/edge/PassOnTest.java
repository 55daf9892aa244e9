package io.chantier.deployment.edge;

import static io.chantier.deployment.Online.get;
import static io.chantier.deployment.Online.site;
import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.serves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chantier.deployment.Online;
import io.chantier.ingress.HostedSites.Standing;
import io.chantier.ingress.Upstream;
import io.chantier.sites.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sites for which a server of their own answers, asked at our edge. */
class PassOnTest {

    private static Online online;
    private static HttpServer bench;

    @BeforeAll
    static void start() throws IOException {
        online = new Online();
        bench = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bench.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        bench.createContext("/", PassOnTest::answer);
        bench.start();
    }

    @AfterAll
    static void stop() {
        bench.stop(0);
        online.close();
    }

    /** Says what arrived. */
    private static void answer(HttpExchange exchange) throws IOException {
        var given = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var said = "%s %s|host=%s|for=%s|proto=%s|hop=%s|cookie=%s|site=%s|length=%d|%s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        given.getFirst("Host"),
                        given.getFirst("X-Forwarded-For"),
                        given.getFirst("X-Forwarded-Proto"),
                        given.getFirst("Keep-Alive"),
                        given.getFirst("Cookie"),
                        given.getFirst("X-Frappe-Site-Name"),
                        body.length(),
                        body.length() > 100 ? "" : body)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Set-Cookie", "sid=1; HttpOnly");
        exchange.getResponseHeaders().add("Server", "bench 16");
        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/login") ? 403 : 200, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private static Site hosted(String slug) {
        var site = site(slug);
        online.host(
                site, Upstream.valueOf("http://127.0.0.1:" + bench.getAddress().getPort()), Standing.ONLINE);
        soon(slug + ".localhost", "HTTP/1.1 200");
        return site;
    }

    private static void soon(String host, String start) {
        await().atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> get(online.edge, host, "/").startsWith(start));
    }

    @Test
    void a_visitor_is_passed_on_under_the_name_that_was_typed_with_path_query_and_cookies() {
        hosted("erp");
        var answer = get(online.edge, "erp.localhost:8081", "/app/a%20b?x=1&y=%2F", "Cookie: sid=9", "Keep-Alive: 5");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("GET /app/a%20b?x=1&y=%2F|host=erp.localhost:8081|", "|proto=http|hop=null|cookie=sid=9|")
                .contains("Set-Cookie: sid=1; HttpOnly")
                .doesNotContain("bench 16");
        assertThat(get(online.edge, "erp.localhost", "/login")).startsWith("HTTP/1.1 403");
    }

    @Test
    void what_is_sent_arrives_whole_by_every_method() throws IOException {
        hosted("shop");
        for (var method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            assertThat(sent(method, "shop.localhost", "a=1")).contains(method + " /api|", "|length=3|a=1");
        }
        assertThat(sent("POST", "shop.localhost", "x".repeat(3_000_000))).contains("|length=3000000|");
    }

    private static String sent(String method, String host, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), online.edge.port())) {
            socket.setSoTimeout(10_000);
            var request = method + " /api HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_customers_name_leads_to_the_same_server_and_another_one_to_that() {
        var site = hosted("names-erp");
        online.rename(site, serves("erp.martin.fr", true), leadsTo("www.erp.martin.fr", "erp.martin.fr"));
        soon("erp.martin.fr", "HTTP/1.1 200");
        assertThat(get(online.edge, "erp.martin.fr", "/")).contains("|host=erp.martin.fr|");
        assertThat(get(online.edge, "www.erp.martin.fr", "/desk?a=1"))
                .startsWith("HTTP/1.1 301")
                .contains("Location: http://erp.martin.fr:8081/desk?a=1");
    }

    @Test
    void a_suspended_site_is_503_with_a_time_and_an_archived_one_410_and_the_server_hears_of_nobody()
            throws IOException {
        var site = hosted("pause");
        var server = Upstream.valueOf("http://127.0.0.1:" + bench.getAddress().getPort());
        online.host(site, server, Standing.SUSPENDED);
        soon("pause.localhost", "HTTP/1.1 503");
        assertThat(get(online.edge, "pause.localhost", "/app"))
                .contains("Retry-After: 3600")
                .doesNotContain("|host=");
        assertThat(sent("POST", "pause.localhost", "a=1")).doesNotContain("|host=");
        online.host(site, server, Standing.ARCHIVED);
        soon("pause.localhost", "HTTP/1.1 410");
        online.host(site, server, Standing.ONLINE);
        soon("pause.localhost", "HTTP/1.1 200");
    }

    @Test
    void a_server_that_is_away_is_told_in_the_visitors_language_and_the_next_visitor_finds_it_again()
            throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        online.host(site("away"), Upstream.valueOf("http://127.0.0.1:" + port), Standing.ONLINE);
        soon("away.localhost", "HTTP/1.1 502");
        assertThat(get(online.edge, "away.localhost", "/", "Accept-Language: en"))
                .contains("This site does not answer");
        assertThat(get(online.edge, "away.localhost", "/")).contains("<title>Ce site ne r");
        var back = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        back.createContext("/", PassOnTest::answer);
        back.start();
        try {
            soon("away.localhost", "HTTP/1.1 200");
        } finally {
            back.stop(0);
        }
    }

    @Test
    void what_is_no_path_leads_to_no_other_server() throws IOException {
        hosted("strict");
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            stranger.setSoTimeout(500);
            var there = "127.0.0.1:" + stranger.getLocalPort();
            for (var target : List.of("@" + there + "/x", "*", there, ".evil.test/", "http://" + there + "/")) {
                for (var method : List.of("OPTIONS", "GET", "CONNECT")) {
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), online.edge.port())) {
                        socket.setSoTimeout(10_000);
                        socket.getOutputStream()
                                .write((method + " " + target
                                                + " HTTP/1.1\r\nHost: strict.localhost\r\nConnection: close\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                        // The first line is enough: an answer to CONNECT does not end.
                        var answer = new BufferedReader(
                                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                                .readLine();
                        assertThat(answer).as("%s %s", method, target).startsWith("HTTP/1.1 400");
                    }
                }
            }
            assertThatThrownBy(stranger::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_visitor_cannot_choose_another_site_of_the_same_bench() {
        hosted("chosen");
        assertThat(get(online.edge, "chosen.localhost", "/", "X-Frappe-Site-Name: other.example"))
                .contains("|site=null|");
    }

    @Test
    void a_proxy_on_this_machine_says_for_whom_it_asks() {
        hosted("who");
        assertThat(get(online.edge, "who.localhost", "/", "X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https"))
                .contains("|for=198.51.100.7, 127.0.0.1|proto=https|");
        assertThat(get(online.edge, "who.localhost", "/")).contains("|for=127.0.0.1|proto=http|");
    }

    @Test
    void a_stranger_cannot_make_up_where_it_comes_from() throws IOException {
        hosted("stranger");
        var outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeThat(outside).as("this machine has an address beside loopback").isPresent();
        try (var edge = online.edge(1, "0.0.0.0");
                var socket = new Socket(outside.get(), edge.port())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: stranger.localhost\r\nX-Forwarded-For: 198.51.100.7\r\n"
                                    + "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("|for=" + outside.get().getHostAddress() + "|proto=http|");
        }
    }
}
