package io.chantier.reading;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** An old site on loopback: pages given one by one, or a folder. */
public final class OldSite implements AutoCloseable {

    /** Answers a request as badly as a test wants. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final Map<String, Answer> answers = new HashMap<>();
    private final HttpServer server;

    public OldSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    public void page(String path, String html) {
        page(path, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    public void page(String path, String type, byte[] body) {
        on(path, exchange -> send(exchange, 200, type, body));
    }

    public void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Serves a folder; the files' names tell their types, and no charset is sent. */
    public OldSite folder(Path folder) {
        on("*", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var name = path.substring(1);
            if (path.endsWith("/"))
                name += Files.exists(folder.resolve(name + "index.htm")) ? "index.htm" : "index.html";
            var file = folder.resolve(name).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) send(exchange, 404, "text/html", new byte[0]);
            else send(exchange, 200, type(file.toString()), Files.readAllBytes(file));
        });
        return this;
    }

    public static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            if (!type.isEmpty()) exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        var answer = answers.getOrDefault(path, answers.get("*"));
        if (answer == null) send(exchange, 404, "text/html", new byte[0]);
        else answer.to(exchange);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html", "htm", "php" -> "text/html";
            case "css" -> "text/css";
            case "jpg", "jpeg" -> "image/jpeg";
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "svg" -> "image/svg+xml";
            case "xml" -> "application/xml";
            case "txt" -> "text/plain";
            default -> "application/octet-stream";
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
