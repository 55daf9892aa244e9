package io.chantier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser or a program that talks to the app under test: keeps cookies, follows nothing, sends what it is told. */
public final class Client {

    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Client(URI base) {
        this.base = base;
    }

    public static Client of(Environment environment) {
        return new Client(URI.create("http://localhost:" + environment.getProperty("local.server.port")));
    }

    /** With a token of the operator. */
    public static Client ofAdmin(Environment environment) {
        return of(environment).authorized("admin", ADMIN_PASSWORD);
    }

    public Client authorized(String login, String password) {
        var answer = post("/api/auth/token", Map.of("username", login, "password", password));
        if (answer.statusCode() != 200) throw new AssertionError(answer.body());
        return bearing(json(answer).get("access_token").asString());
    }

    public Client bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Sends this header with every request from now on. */
    public Client with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Signs in as a person does, through the page. */
    public Client signedIn(String login, String password) {
        var answer = submit("/sign-in", Map.of("username", login, "password", password));
        if (answer.statusCode() != 302) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return this;
    }

    /** Opens the page of a form, takes its CSRF token and sends it. */
    public HttpResponse<String> submit(String path, Map<String, String> fields) {
        return submit(path, path, fields);
    }

    public HttpResponse<String> submit(String page, String path, Map<String, String> fields) {
        var form = CSRF.matcher(get(page).body());
        var all = new LinkedHashMap<>(fields);
        if (form.find()) all.put("_csrf", form.group(1));
        return form(path, all);
    }

    public HttpResponse<String> form(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", path, body, "application/x-www-form-urlencoded");
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, null, null);
    }

    public HttpResponse<byte[]> download(String path) {
        return exchange(request("GET", path, null, null), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body), "application/json");
    }

    public HttpResponse<String> put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body), "application/json");
    }

    public HttpResponse<String> delete(String path) {
        return send("DELETE", path, null, null);
    }

    public HttpResponse<String> send(String method, String path, @Nullable String body, @Nullable String contentType) {
        return exchange(request(method, path, body, contentType), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, @Nullable String body, @Nullable String contentType) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) request.header("Content-Type", contentType);
        headers.forEach(request::setHeader);
        return request.build();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A file as a form or a program sends it. */
    public record File(String name, byte[] bytes) {}

    /** Sends bytes as they are. */
    public HttpResponse<String> upload(String path, byte[] bytes, String contentType) {
        return sendBytes(path, bytes, contentType);
    }

    /** Opens the page of a form and sends it with files, as a browser does. */
    public HttpResponse<String> submitFiles(
            String page, String path, Map<String, String> fields, String input, List<File> files) {
        var form = CSRF.matcher(get(page).body());
        var all = new LinkedHashMap<>(fields);
        if (form.find()) all.put("_csrf", form.group(1));
        var boundary = "----chantier";
        var body = new ByteArrayOutputStream();
        all.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        for (var file : files) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + input + "\"; filename=\""
                            + file.name() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file.bytes());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return sendBytes(path, body.toByteArray(), "multipart/form-data; boundary=" + boundary);
    }

    private HttpResponse<String> sendBytes(String path, byte[] bytes, String contentType) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", contentType);
        headers.forEach(request::setHeader);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Status, Location and type of an answer that may be an endless stream; nothing of its body is read. */
    public record Head(int status, String location, String contentType) {}

    /**
     * Sends JSON, or, where that is empty, what a browser sends: an empty form with its CSRF token. Nothing goes with
     * a method that has no body.
     */
    public Head head(String method, String path, String json) {
        boolean asProgram = !json.isEmpty();
        var request = HttpRequest.newBuilder(base.resolve(path));
        boolean withBody = !method.equals("GET") && !method.equals("HEAD");
        headers.forEach(request::setHeader);
        if (withBody && asProgram) request.setHeader("Content-Type", "application/json");
        if (withBody && !asProgram) request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        if (withBody && !asProgram) request.setHeader("X-CSRF-TOKEN", csrf());
        request.method(
                method,
                withBody && asProgram
                        ? HttpRequest.BodyPublishers.ofString(json)
                        : HttpRequest.BodyPublishers.noBody());
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return new Head(
                    answer.statusCode(),
                    answer.headers().firstValue("Location").orElse(""),
                    answer.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String csrf() {
        for (var page : List.of("/sign-in", "/nothing-here")) {
            var form = CSRF.matcher(get(page).body());
            if (form.find()) return form.group(1);
        }
        return "";
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return Objects.requireNonNull(JSON.readTree(answer.body()));
    }

    public CookieManager cookies() {
        return cookies;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
