package io.chantier.benches.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** Says what the stock agent said when it was recorded; what was never recorded is answered as it answers what it does not know. */
public final class PlayedAgent implements AutoCloseable {

    public static final String PASSWORD = "agent-secret";

    record Heard(String method, String path, String authorization, String agentJobId, JsonNode body) {}

    private record Said(int status, String text) {}

    private final HttpServer http;
    private final Map<String, Said> said = new ConcurrentHashMap<>();
    final List<Heard> heard = new CopyOnWriteArrayList<>();

    public PlayedAgent() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    static Path recordings() {
        var below = Path.of("../../shared/recordings/frappe-agent");
        var folder = Files.isDirectory(below) ? below : Path.of("../../../shared/recordings/frappe-agent");
        if (!Files.isDirectory(folder)) {
            System.err.println("NOT TESTED against the recordings of the stock agent: " + below.toAbsolutePath()
                    + " does not exist");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder), "no recordings at " + folder.toAbsolutePath());
        return folder;
    }

    /** Plays these recordings, by their numbers. */
    public PlayedAgent playing(String... numbers) {
        for (var number : numbers) {
            var one = recording(number);
            var request = one.get("request");
            says(
                    request.get("method").asString(),
                    request.get("path").asString(),
                    one.get("response").get("status").asInt(),
                    one.get("response").get("json").toString());
        }
        return this;
    }

    public PlayedAgent says(String method, String path, int status, String text) {
        said.put(method + " " + path, new Said(status, text));
        return this;
    }

    /** One exchange with the stock agent, by its number. */
    public static JsonNode recording(String number) {
        try (var files = Files.newDirectoryStream(recordings(), number + "-*.json")) {
            return Wire.tree(Files.readString(files.iterator().next()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().toString();
        heard.add(new Heard(
                exchange.getRequestMethod(),
                path,
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("X-Agent-Job-Id")),
                body.isEmpty() ? Wire.emptyObject() : Wire.tree(body)));
        var unknown = new Said(500, "{\"error\": [\"Traceback (most recent call last):\", \"404 Not Found\"]}");
        var wrong = new Said(401, "{\"message\": \"Unauthenticated\"}");
        var answer = ("bearer " + PASSWORD).equals(headers.getFirst("Authorization"))
                ? said.getOrDefault(exchange.getRequestMethod() + " " + path, unknown)
                : wrong;
        var bytes = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
