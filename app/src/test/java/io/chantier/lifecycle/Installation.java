package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Talks to a running installation as a program does, and to its edge as a visitor does. */
public final class Installation {

    private final Client api;
    private final URI edge;

    public Installation(Client api, URI edge) {
        this.api = api;
        this.edge = edge;
    }

    public JsonNode create(Map<String, Object> site) {
        var answer = api.post("/api/sites", site);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer);
    }

    public JsonNode site(String slug) {
        return Client.json(api.get("/api/sites/" + slug));
    }

    public JsonNode job(String id) {
        return Client.json(api.get("/api/jobs/" + id));
    }

    /** Waits for the end of a job and returns it. */
    public JsonNode finished(String id) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isOver(api.get("/api/jobs/" + id)));
        return job(id);
    }

    /** Waits until the site is in this state and returns it. */
    public JsonNode awaitState(String slug, String state) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> site(slug).get("state").asString().equals(state));
        return site(slug);
    }

    /** Where the database has just been killed, an answer may be the problem that says so, in words. */
    private static boolean isOver(HttpResponse<String> answer) {
        var body = Client.json(answer);
        if (answer.statusCode() == 503) {
            assertThat(body.get("code").asString()).isEqualTo("database-lost");
            return false;
        }
        return !body.get("state").asString().matches("QUEUED|RUNNING|WAITING|CANCELLING");
    }

    /** Orders work on a site and waits for its end. */
    public JsonNode order(String slug, String verb) {
        var answer = api.post("/api/sites/" + slug + "/" + verb, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return finished(Client.json(answer).get("job").asString());
    }

    public Client api() {
        return api;
    }

    /** What a visitor gets: the status line, headers and body as they come over the wire. */
    public String visit(String slug, String path) {
        try (var socket = new Socket(edge.getHost(), edge.getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + slug + ".localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream answer = socket.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
