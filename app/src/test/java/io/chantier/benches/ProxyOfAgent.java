package io.chantier.benches;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stands before the agent of a shop as long as it is open, and answers in its place what the apps of a site are. */
final class ProxyOfAgent implements AutoCloseable {

    private record Said(int status, String text) {}

    private final JdbcClient database;
    private final String server;
    private final String agent;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer http;
    private final Queue<Said> instead = new ConcurrentLinkedQueue<>();

    ProxyOfAgent(HostedShop shop, JdbcClient database) {
        this.database = database;
        server = shop.server;
        agent = database.sql("select url from bench_server where id = ?::uuid")
                .param(server)
                .query(String.class)
                .single();
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
        lead("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Once, the next time that somebody asks for the apps of a site. */
    void sayInsteadOfApps(int status, String text) {
        instead.add(new Said(status, text));
    }

    /** Whether everything was said. */
    boolean hasSaidAll() {
        return instead.isEmpty();
    }

    private void lead(String url) {
        database.sql("update bench_server set url = ? where id = ?::uuid")
                .param(url)
                .param(server)
                .update();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean apps = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().endsWith("/apps");
            var said = apps ? instead.poll() : null;
            if (said == null) {
                var passed = passed(exchange);
                send(exchange, passed.statusCode(), passed.body());
            } else {
                send(exchange, said.status(), said.text().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private HttpResponse<byte[]> passed(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(agent + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        Stream.of("Authorization", "Accept", "Content-Type", "X-Agent-Job-Id").forEach(name -> {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) request.header(name, value);
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        lead(agent);
        http.stop(0);
        client.close();
    }
}
