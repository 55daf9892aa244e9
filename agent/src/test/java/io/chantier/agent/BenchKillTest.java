package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is killed, or asked to stop, in the middle of a command. */
class BenchKillTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final List<Process> agents = new ArrayList<>();

    @AfterEach
    void kill() throws InterruptedException {
        for (var agent : agents) {
            agent.destroyForcibly().waitFor();
        }
        var pids = home.resolve("benches").resolve(StandInBench.NAME).resolve("pids");
        Script.pids(pids).stream()
                .filter(Script::runs)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void after_a_kill_9_nothing_is_left_running_and_the_job_goes_on() throws Exception {
        var bench = StandInBench.in(home);
        int port = Ports.free();
        var client = Client.withPassword(port, "secret");
        var first = agent(bench, port);
        long job = migrating(bench, client);

        first.destroyForcibly().waitFor();
        // The program itself may notice that nobody reads any more; what it started does not.
        assertThat(bench.pids()).hasSize(2).last().matches(Script::runs);
        bench.remove("slow-migrate");
        agent(bench, port);

        var over = client.over(job);
        assertThat(over.status()).isEqualTo(AgentStatus.SUCCESS);
        bench.assertNothingRuns();
        var commands = over.steps().getFirst().commands();
        assertThat(commands).hasSize(2);
        assertThat(commands.getFirst().status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(commands.getFirst().output()).contains("patch 1");
        assertThat(commands.getFirst().traceback()).contains("agent was ended");
        assertThat(commands.getLast().status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void an_agent_that_is_asked_to_stop_ends_its_commands_at_once_and_goes_on_with_them_later() throws Exception {
        var bench = StandInBench.in(home);
        int port = Ports.free();
        var client = Client.withPassword(port, "secret");
        var first = agent(bench, port);
        long job = migrating(bench, client);

        first.destroy();
        assertThat(first.waitFor(Duration.ofSeconds(15))).isTrue();
        bench.assertNothingRuns();
        bench.remove("slow-migrate");
        agent(bench, port);

        assertThat(client.over(job).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void a_new_bench_goes_on_after_a_kill_9_wherever_it_was() throws Exception {
        var bench = StandInBench.in(home);
        var docker = StandInDocker.in(home, bench);
        int port = Ports.free();
        var client = Client.withPassword(port, "secret");
        for (var verb : List.of("login", "run--rm", "run-d")) {
            var name = "bench-" + verb;
            docker.hold(verb);
            var first = agent(bench, port, docker.environment());
            var order = """
                    {"name": "%s", "bench_config": {"docker_image": "x:1", "web_port": 8000, "socketio_port": 9000},
                     "common_site_config": {}, "registry": {"url": "r", "username": "u", "password": "secret-of-r"}}""";
            long job = Wire.read(client.post("/benches", order.formatted(name)).body(), JobCreated.class)
                    .job();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> docker.isHeld(verb));

            first.destroyForcibly().waitFor();
            docker.letGo(verb);
            var second = agent(bench, port, docker.environment());

            assertThat(client.over(job).status()).as(verb).isEqualTo(AgentStatus.SUCCESS);
            assertThat(docker.runs(name)).isTrue();
            assertThat(Wire.tree(client.get("/benches").body()).has(name)).isTrue();
            second.destroyForcibly().waitFor();
        }
    }

    private static long migrating(StandInBench bench, Client client) {
        bench.write("slow-migrate", "");
        var answer = client.post(StandInBench.path("/migrate"), "{}");
        long job = Wire.read(answer.body(), JobCreated.class).job();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(job).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains("patch 1")));
        return job;
    }

    private Process agent(StandInBench bench, int port) throws IOException {
        return agent(bench, port, Map.of());
    }

    private Process agent(StandInBench bench, int port, Map<String, String> more) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment().put("CHANTIER_AGENT_HOME", home.resolve("agent").toString());
        builder.environment().put("CHANTIER_AGENT_PORT", Integer.toString(port));
        builder.environment().put("CHANTIER_AGENT_BENCHES", bench.directory().toString());
        builder.environment().put("CHANTIER_AGENT_BENCH_COMMAND", bench.program());
        builder.environment().put("AGENT_PASSWORD", "secret");
        builder.environment().putAll(more);
        var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        agents.add(process);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
        return process;
    }

    private static boolean answers(int port) {
        try {
            return new Client(port, "").get("/ping").statusCode() == 401;
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
