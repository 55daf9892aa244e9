package io.chantier.deployment.dokploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls Dokploy as plainly as can be, so that what is seen is the server and not our client. */
final class PlainCaller implements AutoCloseable {

    private static final String BOUNDARY = "----plain-caller";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    PlainCaller(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The answer to a mutation; anything but 200 fails. */
    JsonNode post(String procedure, Map<String, ?> input) {
        return value(send("POST", "/api/" + procedure, "application/json", JSON.writeValueAsBytes(input)));
    }

    /** The answer to a query with one parameter. */
    JsonNode get(String procedure, String name, String value) {
        return value(send("GET", "/api/" + procedure + "?" + name + "=" + URLEncoder.encode(value, UTF_8), "", null));
    }

    JsonNode get(String procedure) {
        return value(send("GET", "/api/" + procedure, "", null));
    }

    HttpResponse<String> drop(String route, String applicationId, byte[] zip) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("applicationId", applicationId);
        fields.put("zip", "file");
        return form(route, key(), fields, zip);
    }

    /** @param fields where "zip" stands for the file */
    HttpResponse<String> form(String route, Map<String, String> headers, Map<String, String> fields, byte[] zip) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            var file = name.equals("zip");
            body.writeBytes(("--" + BOUNDARY + "\r\ncontent-disposition: form-data; name=\"" + name + "\""
                            + (file ? "; filename=\"site.zip\"\r\ncontent-type: application/zip" : "") + "\r\n\r\n")
                    .getBytes(UTF_8));
            body.writeBytes(file ? zip : value.getBytes(UTF_8));
            body.writeBytes("\r\n".getBytes(UTF_8));
        });
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        var all = new HashMap<>(headers);
        all.put("content-type", "multipart/form-data; boundary=" + BOUNDARY);
        return send("POST", route, all, body.toByteArray());
    }

    HttpResponse<String> send(String method, String target, String type, byte @Nullable [] body) {
        var headers = key();
        if (!type.isEmpty()) headers.put("content-type", type);
        return send(method, target, headers, body);
    }

    HttpResponse<String> send(String method, String target, Map<String, String> headers, byte @Nullable [] body) {
        var request = HttpRequest.newBuilder(URI.create(base + target))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    private Map<String, String> key() {
        var headers = new HashMap<String, String>();
        if (!token.isEmpty()) headers.put("x-api-key", token);
        return headers;
    }

    private static JsonNode value(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    /** Names and contents in turn. */
    static byte[] zip(String... namesAndContents) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var at = 0; at < namesAndContents.length; at += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[at]));
                zip.write(namesAndContents[at + 1].getBytes(UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        http.close();
    }
}
