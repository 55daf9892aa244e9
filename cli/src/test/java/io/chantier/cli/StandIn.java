package io.chantier.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as the REST API does, from answers that the test wrote down. */
final class StandIn implements AutoCloseable {

    static final String TOKEN = "chantier_the-token";

    private final HttpServer server;
    private final Map<String, Iterator<Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, Answer> last = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private record Answer(int status, String type, String body) {}

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** One answer after the other; the last one stays. */
    StandIn with(String request, int status, String... bodies) {
        return typed(request, status, "application/json", bodies);
    }

    StandIn typed(String request, int status, String type, String... bodies) {
        var all = new ArrayList<Answer>();
        for (var body : bodies) {
            all.add(new Answer(status, type, body));
        }
        answers.put(request, all.iterator());
        return this;
    }

    /** What was asked, with the bodies that were sent. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((request + " " + sent).strip());
            var authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean open = exchange.getRequestURI().getPath().equals("/api/health");
            if (!open && !authorization.equals(Optional.of("Bearer " + TOKEN))) {
                send(exchange, new Answer(401, "application/problem+json", "{\"title\":\"Who are you?\"}"));
                return;
            }
            send(exchange, next(request));
        }
    }

    private Answer next(String request) {
        var queue = answers.get(request);
        if (queue == null) {
            return new Answer(404, "application/problem+json", "{\"title\":\"Nothing at " + request + "\"}");
        }
        var answer = queue.hasNext() ? queue.next() : Objects.requireNonNull(last.get(request));
        last.put(request, answer);
        return answer;
    }

    private static void send(HttpExchange exchange, Answer answer) {
        try {
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
