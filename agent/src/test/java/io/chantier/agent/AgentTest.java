package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentMessage;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentVersion;
import io.chantier.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The contract over real HTTP. */
class AgentTest {

    private static final String PASSWORD = "correct horse:battery";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        agent = Agent.start(new AgentSettings(home, "127.0.0.1", 0, Optional.of(PASSWORD), Optional.empty()));
        client = Client.withPassword(agent.port(), PASSWORD);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void ping_answers_pong() {
        var answer = client.get("/ping");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"message\":\"pong\"}");
    }

    @Test
    void version_says_what_runs_here() {
        var version = Wire.read(client.get("/version").body(), AgentVersion.class);
        assertThat(version.runtime()).startsWith("Java 25");
        assertThat(version.services()).containsEntry("web", "RUNNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ping", "/version", "/jobs", "/jobs/1", "/nope"})
    void nothing_is_told_without_the_password(String path) {
        for (var authorization :
                new String[] {"", "bearer wrong", "bearer ", "Digest x", basic("agent:wrong"), "Basic §"}) {
            var answer = new Client(agent.port(), authorization).get(path);
            assertThat(answer.statusCode()).as(authorization).isEqualTo(401);
            assertThat(Wire.read(answer.body(), AgentMessage.class)).isEqualTo(AgentMessage.UNAUTHENTICATED);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "Bearer ", "BEARER "})
    void the_password_comes_as_bearer_or_as_basic_of_any_user(String scheme) {
        assertThat(new Client(agent.port(), scheme + PASSWORD).get("/ping").statusCode())
                .isEqualTo(200);
        assertThat(new Client(agent.port(), basic("anybody:" + PASSWORD))
                        .get("/ping")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_ping_job_runs_and_is_told_as_the_contract_wants_it() {
        long number = client.pingJob("1001");

        var job = client.over(number);

        assertThat(number).isEqualTo(1);
        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.name()).isEqualTo("Ping Job");
        assertThat(job.agentJobId()).isEqualTo("1001");
        assertThat(job.data()).isEqualTo(Wire.toTree(AgentMessage.PONG));
        assertThat(job.span().duration()).isNotNull();
        assertThat(job.steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("Ping Step");
            assertThat(step.status()).isEqualTo(AgentStatus.SUCCESS);
            assertThat(step.data()).isEqualTo(Wire.toTree(AgentMessage.PONG));
        });
        var json = Wire.tree(client.get("/jobs/1").body());
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "agent_job_id",
                        "name",
                        "status",
                        "enqueue",
                        "start",
                        "end",
                        "duration",
                        "data",
                        "commands",
                        "steps");
        assertThat(json.get("enqueue").asString()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        assertThat(json.get("duration").asString()).matches("00:00:\\d\\d\\.\\d{6}");
    }

    @Test
    void jobs_are_listed_newest_first_and_asked_for_several_at_once() {
        client.over(client.pingJob("a"));
        client.over(client.pingJob("b"));

        var list = Wire.tree(client.get("/jobs").body());
        assertThat(list).extracting(node -> node.get("id").asLong()).containsExactly(2L, 1L);
        assertThat(list.get(0).propertyNames())
                .containsExactlyInAnyOrder("id", "agent_job_id", "name", "status", "start", "end");
        assertThat(Wire.tree(client.get("/jobs/1,99,2").body()))
                .extracting(node -> node.get("agent_job_id").asString())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/jobs/99", "/jobs/x", "/jobs/1;drop", "/jobs/-1", "/nope", "/agent-jobs/x", "/jobs/status/Bogus"
            })
    void what_does_not_exist_is_404_with_json(String path) {
        var answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Wire.tree(answer.body()).get("error").isArray()).isTrue();
    }

    @Test
    void a_restarted_agent_still_knows_its_jobs_and_counts_on() {
        client.over(client.pingJob("before"));
        agent.close();
        start();

        AgentJob before = client.job(1);
        assertThat(before.agentJobId()).isEqualTo("before");
        assertThat(client.pingJob("after")).isEqualTo(2);
        JsonNode list = Wire.tree(client.get("/jobs").body());
        assertThat(list.size()).isEqualTo(2);
    }
}
