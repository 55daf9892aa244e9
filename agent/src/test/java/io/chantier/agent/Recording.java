package io.chantier.agent;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One exchange with the real agent, by its number. */
record Recording(String number, JsonNode request, JsonNode response) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Where the recordings are not beside the repository, the test says so and is skipped. */
    static Path folder() {
        var below = Path.of("../../shared/recordings/frappe-agent");
        var folder = Files.isDirectory(below) ? below : Path.of("../../../shared/recordings/frappe-agent");
        if (!Files.isDirectory(folder)) {
            System.err.println("NOT TESTED against the recordings of the stock agent: " + below.toAbsolutePath()
                    + " does not exist");
        }
        Assumptions.assumeTrue(Files.isDirectory(folder), "no recordings at " + folder.toAbsolutePath());
        return folder;
    }

    static Recording of(String number) {
        try (var files = Files.newDirectoryStream(folder(), number + "-*.json")) {
            var exchange = Wire.tree(Files.readString(files.iterator().next()));
            return new Recording(number, exchange.get("request"), exchange.get("response"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return response.get("status").asInt();
    }

    JsonNode json() {
        return response.get("json");
    }

    /** The same exchange with something else in the request: a server here has another password than one there. */
    Recording with(String field, Object value) {
        var other = request.deepCopy();
        ((ObjectNode) other.get("body")).set(field, Wire.toTree(value));
        return new Recording(number, other, response);
    }

    /** Sends the same request to another agent. */
    HttpResponse<String> replay(int port) {
        return replay(port, request.get("path").asString());
    }

    /** Sends the same request about another job. */
    HttpResponse<String> replay(int port, String path) {
        var body = request.get("body");
        var again = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        request.get("method").asString(),
                        body.isNull() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        request.get("headers")
                .properties()
                .forEach(header ->
                        again.header(header.getKey(), header.getValue().asString()));
        try {
            return HTTP.send(again.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
