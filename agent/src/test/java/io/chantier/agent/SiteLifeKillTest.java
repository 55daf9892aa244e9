package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site whose making is cut short by a {@code kill -9} of the agent, or of the MariaDB. */
class SiteLifeKillTest {

    private static final String SITE = "killed.example.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final List<Process> agents = new ArrayList<>();

    @AfterEach
    void kill() throws InterruptedException {
        for (var agent : agents) {
            agent.destroyForcibly().waitFor();
        }
        Script.pids(home.resolve("benches").resolve(StandInBench.NAME).resolve("pids")).stream()
                .filter(Script::runs)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new-site",
                "new-site-database",
                "after-new-site",
                "after-install-app",
                "after-add-system-manager",
                "after-set-password"
            })
    void after_a_kill_9_of_the_agent_the_site_is_made_all_the_same(String point) throws Exception {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        var bench = StandInBench.in(home, mariaDb, RedisServer.shared());
        bench.write("slow-" + point, "");
        int port = Ports.free();
        var client = Client.withPassword(port, "secret");
        var first = agent(bench, port);
        long job = order(client, mariaDb, "New Site");
        awaitOutput(client, job, "patch 1");

        first.destroyForcibly().waitFor();
        bench.remove("slow-" + point);
        agent(bench, port);

        var over = client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.SUCCESS);
        bench.assertNothingRuns();
        var database = Wire.tree(Files.readString(bench.folder().resolve("sites/" + SITE + "/site_config.json")))
                .get("db_name")
                .asString();
        assertThat(mariaDb.made()).hasSize(before.size() + 2).contains("database " + database, "user " + database);
        assertThat(mariaDb.ask("select app_name from `" + database + "`.`tabInstalled Application` order by idx"))
                .containsExactly("frappe", "erpnext");
        assertThat(mariaDb.ask("select name from `" + database + "`.__Auth order by name"))
                .containsExactly("ada@example.test", "Administrator");
    }

    @Test
    void an_archive_that_a_kill_9_cuts_short_comes_to_its_end() throws Exception {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        var bench = StandInBench.in(home, mariaDb, RedisServer.shared());
        int port = Ports.free();
        var client = Client.withPassword(port, "secret");
        var first = agent(bench, port);
        assertThat(client.over(order(client, mariaDb, "New Site")).status()).isEqualTo(AgentStatus.SUCCESS);
        bench.write("slow-drop-site-database", "");
        long job = order(client, mariaDb, "Archive Site");
        awaitOutput(client, job, "patch 1");

        first.destroyForcibly().waitFor();
        bench.remove("slow-drop-site-database");
        agent(bench, port);

        assertThat(client.over(job).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(mariaDb.made()).hasSameElementsAs(before);
        assertThat(bench.folder().resolve("sites/" + SITE)).doesNotExist();
        assertThat(bench.folder().resolve("archived/" + SITE)).exists();
    }

    @Test
    void a_mariadb_that_is_gone_in_the_middle_leaves_nothing_half_made() throws Exception {
        try (var mariaDb = MariaDbServer.start()) {
            var bench = StandInBench.in(home, mariaDb, RedisServer.shared());
            bench.write("slow-new-site-database", "");
            int port = Ports.free();
            var client = Client.withPassword(port, "secret");
            agent(bench, port);
            long number = order(client, mariaDb, "New Site");
            awaitOutput(client, number, "patch 1");

            mariaDb.kill();
            bench.remove("slow-new-site-database");
            awaitOutput(client, number, "Can't connect");
            mariaDb.again();

            AgentJob job = client.over(number);
            assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
            assertThat(mariaDb.made()).hasSize(2);
        }
    }

    private static long order(Client client, MariaDbServer mariaDb, String what) {
        var path = SiteHost.SITES;
        var answer = what.equals("New Site")
                ? client.post(path, Wire.write(SiteHost.wanted(SITE, mariaDb)))
                : client.post(
                        path + "/" + SITE + "/archive",
                        Wire.write(Map.of("mariadb_root_password", mariaDb.rootPassword())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private static void awaitOutput(Client client, long job, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.job(job).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains(text)));
    }

    private Process agent(StandInBench bench, int port) throws IOException {
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
