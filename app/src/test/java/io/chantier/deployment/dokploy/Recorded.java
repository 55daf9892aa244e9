package io.chantier.deployment.dokploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One exchange with the real server, as it was written down; tokens and long texts are masked in it. */
record Recorded(String number, String name, JsonNode request, JsonNode response) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONG = 2 * 1024 * 1024;

    static boolean areHere() {
        return Files.isDirectory(folder());
    }

    /** In the order in which they were made. */
    static List<Recorded> exchanges() {
        try (var files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Recorded::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What else was written down beside the exchanges. */
    static List<String> others() {
        try (var files = Files.list(folder())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.endsWith(".json"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The answer alone, where no request was written down. */
    static JsonNode body(String file) {
        try {
            return JSON.readTree(Files.readString(folder().resolve(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isExchange() {
        return request.has("method");
    }

    String method() {
        return request.path("method").asString();
    }

    String path() {
        return request.path("path").asString();
    }

    int status() {
        return response.path("status").asInt();
    }

    /** Empty where the server sent none. */
    String type() {
        return response.path("headers").path("content-type").asString("");
    }

    boolean isEmpty() {
        return response.path("rawLength").asInt() == 0;
    }

    JsonNode body() {
        return response.path("body");
    }

    boolean sends(String header) {
        return request.path("headers").has(header);
    }

    String header(String name) {
        return request.path("headers").path(name).asString("");
    }

    /** The fields of the form, for what was sent as one. */
    @Nullable
    Map<String, String> form() {
        var parts = request.path("body").path("multipart");
        if (!parts.isArray()) return null;
        var fields = new java.util.LinkedHashMap<String, String>();
        parts.forEach(part -> fields.put(
                part.path("name").asString(),
                part.has("filename") ? "file" : part.path("value").asString()));
        return fields;
    }

    byte @Nullable [] sent() {
        var body = request.path("body");
        if (body.isMissingNode()) return null;
        if (body.has("raw")) return body.path("raw").asString().getBytes(UTF_8);
        return body.toString().replaceAll("x+…\\(2 MiB\\)", "x".repeat(LONG)).getBytes(UTF_8);
    }

    private static Recorded read(Path file) {
        var name = String.valueOf(file.getFileName());
        var read = body(name);
        return new Recorded(
                name.substring(0, 3), name.replace(".json", ""), read.path("request"), read.path("response"));
    }

    private static Path folder() {
        var below = Path.of("../../shared/recordings/dokploy");
        return Files.isDirectory(below) ? below : Path.of("../../../shared/recordings/dokploy");
    }
}
