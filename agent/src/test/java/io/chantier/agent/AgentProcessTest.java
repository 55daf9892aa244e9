package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own. */
class AgentProcessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void kill() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void what_it_has_accepted_survives_a_kill_9_and_runs_once() throws Exception {
        int port = Ports.free();
        var client = Client.withPassword(port, "secret");
        var jobs = new ArrayList<Long>();
        for (int round = 0; round < 3; round++) {
            var process = agent(port, "secret");
            for (int i = 0; i < 8; i++) {
                jobs.add(client.pingJob("job " + jobs.size()));
            }
            process.destroyForcibly().waitFor();
        }
        agent(port, "secret");

        for (long number : jobs) {
            var job = client.over(number);
            assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
            assertThat(job.steps()).hasSize(1);
            assertThat(job.agentJobId()).isEqualTo("job " + (number - 1));
        }
    }

    @Test
    void the_first_start_makes_a_password_and_prints_it_once() throws Exception {
        int port = Ports.free();
        var first = agent(port, "");
        var printed = Files.readString(output());
        var password = printed.substring(printed.lastIndexOf(' ') + 1).strip();
        assertThat(Client.withPassword(port, password).get("/ping").statusCode())
                .isEqualTo(200);
        assertThat(Files.readString(home.resolve("config.json")))
                .contains("$pbkdf2-sha256$29000$")
                .doesNotContain(password);
        first.destroyForcibly().waitFor();
        Files.delete(output());

        agent(port, "");
        assertThat(Client.withPassword(port, password).get("/ping").statusCode())
                .isEqualTo(200);
        assertThat(Files.readString(output())).doesNotContain("password");
    }

    @Test
    void the_end_of_a_job_is_told_to_a_control_plane_that_was_away_even_after_a_kill_9() throws Exception {
        int port = Ports.free();
        int pressPort = Ports.free();
        var press = Map.of("CHANTIER_AGENT_PRESS_URL", "http://127.0.0.1:" + pressPort);
        var client = Client.withPassword(port, "secret");
        for (int round = 0; round < 2; round++) {
            var process = agent(port, "secret", press);
            for (int i = 0; i < 3; i++) {
                client.over(client.pingJob("job " + (3 * round + i)));
            }
            client.pingJob("cut short " + round);
            process.destroyForcibly().waitFor();
        }
        try (var receiver = new Receiver(pressPort, _ -> 200)) {
            agent(port, "secret", press);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Set.copyOf(receiver.bodies()).size() == 8);
            assertThat(receiver.bodies()).contains("job_id=1", "job_id=4", "job_id=5", "job_id=8");
            for (long job = 1; job <= 8; job++) {
                assertThat(client.job(job).status()).isEqualTo(AgentStatus.SUCCESS);
            }
        }
    }

    @Test
    void an_agent_whose_port_is_taken_ends_and_says_so() throws Exception {
        int port = Ports.free();
        agent(port, "secret");
        var second = builder(
                        port,
                        "secret",
                        Map.of("CHANTIER_AGENT_HOME", home.resolve("second").toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("second.txt").toFile())
                .start();
        processes.add(second);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(Files.readString(home.resolve("second.txt"))).containsIgnoringCase("port");
    }

    private Process agent(int port, String password) throws IOException {
        return agent(port, password, Map.of());
    }

    private Process agent(int port, String password, Map<String, String> environment) throws IOException {
        var process = builder(port, password, environment)
                .redirectErrorStream(false)
                .redirectOutput(output().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
        return process;
    }

    private ProcessBuilder builder(int port, String password, Map<String, String> environment) {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment().put("CHANTIER_AGENT_HOME", home.toString());
        builder.environment().put("CHANTIER_AGENT_PORT", Integer.toString(port));
        builder.environment().put("AGENT_PASSWORD", password);
        builder.environment().putAll(environment);
        return builder;
    }

    private static boolean answers(int port) {
        try {
            return new Client(port, "").get("/ping").statusCode() == 401;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private Path output() {
        return home.resolve("output.txt");
    }
}
