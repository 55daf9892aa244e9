package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Speaks to an agent as the control plane does. */
record Client(int port, String authorization) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Client of(Agent agent) {
        return withPassword(agent.port(), TestAgent.PASSWORD);
    }

    static Client withPassword(int port, String password) {
        return new Client(port, "bearer " + password);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> forwarded(String forwardedFor, String path) {
        return send(request(path).header("X-Forwarded-For", forwardedFor).GET());
    }

    HttpResponse<String> post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(String method, String path, String json) {
        return send(request(path).method(method, BodyPublishers.ofString(json)));
    }

    HttpResponse<String> ask(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> postAs(String agentJobId, String path) {
        return send(request(path).header("X-Agent-Job-Id", agentJobId).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> postAs(String agentJobId, String path, String body) {
        return send(request(path).header("X-Agent-Job-Id", agentJobId).POST(BodyPublishers.ofString(body)));
    }

    long pingJob(String agentJobId) {
        var answer = postAs(agentJobId, "/ping_job");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    AgentJob over(long job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> job(job).status().isOver());
        return job(job);
    }

    AgentJob job(long job) {
        return Wire.read(get("/jobs/" + job).body(), AgentJob.class);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
