package io.chantier.cli.client;

import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as this command uses it. A refusal becomes a {@link Refused}, worded by the server. */
public final class Api implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final String token;
    private final Locale locale;

    /** @param token empty for what is open to everybody */
    public Api(URI base, String token, Locale locale) {
        this.base = base;
        this.token = token;
        this.locale = locale;
    }

    public URI base() {
        return base;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path).GET().build());
    }

    /** Sends an object; the key makes a repetition after a lost answer harmless. */
    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return answer(posting(path, body).build());
    }

    /** Sends an object, unless something else than this revision is the newest. */
    public JsonNode postIfAt(String revision, String path, Object body) throws IOException, InterruptedException {
        return answer(
                posting(path, body).header("If-Match", "\"" + revision + "\"").build());
    }

    private HttpRequest.Builder posting(String path, Object body) {
        var json = JSON.writeValueAsString(body);
        return request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(json));
    }

    public JsonNode put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        var json = JSON.writeValueAsString(body);
        return answer(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    public JsonNode patch(String path, Object body) throws IOException, InterruptedException {
        var json = JSON.writeValueAsString(body);
        return answer(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json))
                .build());
    }

    /** What is sent, as it is. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    public record Body(String contentType, byte[] bytes) {}

    /**
     * Any operation.
     *
     * @param method in capitals; the key of a POST makes a repetition after a lost answer harmless
     */
    public JsonNode call(String method, String path, Optional<Body> body) throws IOException, InterruptedException {
        var request = request(path)
                .method(
                        method,
                        body.map(sent -> BodyPublishers.ofByteArray(sent.bytes()))
                                .orElseGet(BodyPublishers::noBody));
        body.ifPresent(sent -> request.header("Content-Type", sent.contentType()));
        if (method.equals("POST"))
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        return answer(request.build());
    }

    public JsonNode delete(String path) throws IOException, InterruptedException {
        return answer(request(path).DELETE().build());
    }

    /** Sends a file as it is; the key makes a repetition after a lost answer harmless. */
    public JsonNode upload(String path, Path file) throws IOException, InterruptedException {
        return answer(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofFile(file))
                .build());
    }

    /** Saves what a path answers into a file, whole or not at all. */
    public void download(String path, Path file) throws IOException, InterruptedException {
        var _ = download(path, "*/*", _ -> file);
    }

    /**
     * Saves an answer of which the server chooses the kind.
     *
     * @param file where the answer goes, by its content type
     * @return that file
     */
    public Path download(String path, String accept, Function<String, Path> file)
            throws IOException, InterruptedException {
        var request = request(path).setHeader("Accept", accept).GET().build();
        var response = send(request, BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                throw refusal(
                        response.statusCode(),
                        new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
            var chosen =
                    file.apply(response.headers().firstValue("Content-Type").orElse(""));
            WholeFile.write(chosen, body);
            return chosen;
        }
    }

    /** Opens a stream of server-sent events. */
    public InputStream events(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "text/event-stream")
                .header("Accept-Language", locale.toLanguageTag())
                .header("Authorization", "Bearer " + token)
                .build();
        var response = send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (var body = response.body()) {
                throw refusal(
                        response.statusCode(),
                        new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    /** Whether the app answers and is well. */
    public boolean isHealthy() throws InterruptedException {
        try {
            var request =
                    request("/api/health").timeout(Duration.ofSeconds(3)).GET().build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Accept-Language", locale.toLanguageTag());
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var response = send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refusal(response.statusCode(), response.body());
        }
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (java.net.ConnectException e) {
            throw new CliException("api.unreachable", Map.of("url", base.toString()));
        }
    }

    private static Refused refusal(int status, String body) {
        try {
            return new Refused(status, JSON.readTree(body));
        } catch (JacksonException notJson) {
            return new Refused(status, JSON.createObjectNode());
        }
    }
}
