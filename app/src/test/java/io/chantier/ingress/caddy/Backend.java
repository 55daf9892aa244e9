package io.chantier.ingress.caddy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that says who it is and what it was asked for; it can be stopped and started again on the same port. */
final class Backend implements AutoCloseable {

    static final String POLICY = "default-src 'self'; frame-ancestors 'self'";

    private final String name;
    private final int port;
    private HttpServer server;

    Backend(String name) throws IOException {
        this.name = name;
        this.server = listening(0);
        this.port = server.getAddress().getPort();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    void stop() {
        server.stop(0);
    }

    void start() throws IOException {
        server = listening(port);
    }

    private HttpServer listening(int where) throws IOException {
        var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 50);
        listening.createContext("/", this::answer);
        listening.start();
        return listening;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var said = name + " answers " + exchange.getRequestHeaders().getFirst("Host") + " " + exchange.getRequestURI()
                + " ".repeat(2000);
        var body = said.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders().add("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
