package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bench in a container: the program {@code bench} is nowhere on the host. */
class ContainerBenchTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInDocker docker;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home);
        docker = StandInDocker.in(home, bench);
        bench.write("config.json", "{\"docker_image\": \"registry.local/bench:1\"}");
        agent = Agent.start(
                AgentSettings.of(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", "0",
                        "AGENT_PASSWORD", "secret")),
                docker.settings(bench));
        client = Client.withPassword(agent.port(), "secret");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private long job(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private AgentJob install(String app) {
        return client.over(job(client.post(StandInBench.path("/apps"), "{\"name\": \"" + app + "\"}")));
    }

    @Test
    void an_app_is_installed_by_the_program_in_the_container() {
        assertThat(install("erpnext").status()).isEqualTo(AgentStatus.SUCCESS);

        assertThat(bench.site().resolve("installed/erpnext")).exists();
        assertThat(docker.called())
                .containsExactly("exec -i -w /home/frappe/frappe-bench -e CHANTIER_COMMAND " + StandInBench.NAME
                        + " bench --site demo.local.test install-app erpnext --force");
    }

    @Test
    void the_exit_code_of_what_runs_in_the_container_is_not_lost() {
        var job = install("missing");
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("returncode").asInt()).isEqualTo(1);
        assertThat(job.data().get("output").asString()).contains("No module named 'missing'");
    }

    @Test
    void a_cancel_ends_what_runs_in_the_container() {
        bench.write("slow-migrate", "");
        long number = job(client.post(StandInBench.path("/migrate"), "{}"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(number).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains("patch 1")));

        client.post("/jobs/" + number + "/cancel");

        assertThat(client.over(number).status()).isEqualTo(AgentStatus.FAILURE);
        bench.assertNothingRuns();
    }

    @Test
    void podman_runs_the_bench_whose_configuration_names_it() {
        bench.write("config.json", "{\"docker_image\": \"registry.local/bench:1\", \"container\": \"podman\"}");
        var job = install("erpnext");
        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps().getFirst().commands().getFirst().command())
                .startsWith(docker.folder() + "/podman exec -i");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"docker_image\": \"registry.local/bench:1\", \"container\": \"none\"}"})
    void a_bench_without_a_container_runs_on_the_host(String config) {
        bench.write("config.json", config);
        var job = install("erpnext");
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("output").asString()).contains("/nothing/on/the/host");
        assertThat(docker.called()).isEmpty();
        assertThat(Files.exists(bench.site().resolve("installed"))).isFalse();
    }
}
