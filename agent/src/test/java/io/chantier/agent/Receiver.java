package io.chantier.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A control plane that only listens for the ends of jobs. */
final class Receiver implements AutoCloseable {

    /** What was sent, as a control plane sees it. */
    record Heard(String method, String path, String contentType, String body) {}

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final ToIntFunction<Heard> answering;

    /** @param answering the status for each notice */
    Receiver(int port, ToIntFunction<Heard> answering) throws IOException {
        this.answering = answering;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        var notice = new Heard(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        heard.add(notice);
        exchange.sendResponseHeaders(answering.applyAsInt(notice), -1);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<String> bodies() {
        return heard.stream().map(Heard::body).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
