package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benches and what is done with their sites: real HTTP, real processes, real files. */
class BenchRoutesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home);
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private static long job(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private AgentJob over(HttpResponse<String> answer) {
        return client.over(job(answer));
    }

    @Test
    void benches_are_listed_with_their_apps_configuration_and_sites() {
        var told = Wire.tree(client.get("/benches").body()).get(StandInBench.NAME);
        assertThat(told.get("name").asString()).isEqualTo(StandInBench.NAME);
        assertThat(told.get("apps").propertyNames()).containsExactly("erpnext", "frappe");
        assertThat(told.get("config").get("socketio_port").asInt()).isEqualTo(9000);
        assertThat(told.get("sites").propertyNames()).containsExactly(StandInBench.SITE);

        var path = "/benches/" + StandInBench.NAME;
        assertThat(Wire.tree(client.get(path).body())).isEqualTo(told);
        assertThat(Wire.tree(client.get(path + "/apps").body())).isEqualTo(told.get("apps"));
        assertThat(Wire.tree(client.get(path + "/config").body())).isEqualTo(told.get("config"));
        assertThat(Wire.tree(client.get(path + "/sites").body())).isEqualTo(told.get("sites"));
        assertThat(client.get(StandInBench.path("")).body()).isEqualTo("{\"name\":\"demo.local.test\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/benches/nope",
                "/benches/nope/sites",
                "/benches/bench-0001-000001-n1/sites/nope",
                "/benches/bench-0001-000001-n1/sites/nope/apps",
                "/benches/nope/sites/demo.local.test/apps"
            })
    void a_bench_or_a_site_that_is_not_here_is_404_with_json(String path) {
        var answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Wire.tree(answer.body()).get("error").get(0).asString()).contains("does not exist");
    }

    @Test
    void an_app_is_installed_and_uninstalled() {
        var installed = over(client.post(StandInBench.path("/apps"), "{\"name\":\"erpnext\"}"));
        assertThat(installed.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.site().resolve("installed/erpnext")).exists();

        var uninstalled = over(client.ask("DELETE", StandInBench.path("/apps/erpnext")));
        assertThat(uninstalled.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.site().resolve("installed/erpnext")).doesNotExist();
    }

    @Test
    void a_bench_that_does_not_know_force_yet_is_asked_without_it() {
        bench.write("old", "");
        var job = over(client.post(StandInBench.path("/apps"), "{\"name\":\"erpnext\"}"));
        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.called()).containsExactly("install-app erpnext --force", "install-app erpnext");
        assertThat(job.steps().getFirst().commands())
                .extracting(command -> command.returncode())
                .containsExactly(2, 0);
    }

    @Test
    void a_failing_command_fails_the_job_and_is_told_with_its_exit_code() {
        bench.write("fail-migrate", "patch 7 is broken\n");
        var job = over(client.post(StandInBench.path("/migrate"), "{}"));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("returncode").asInt()).isEqualTo(3);
        assertThat(job.data().get("output").asString()).isEqualTo("patch 7 is broken");
        assertThat(job.steps()).singleElement().satisfies(step -> {
            assertThat(step.status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(step.data()).isEqualTo(job.data());
            assertThat(step.commands()).hasSize(1);
        });
        assertThat(bench.called()).doesNotContain("set-maintenance-mode off");
    }

    @Test
    void an_exclusion_from_activation_leaves_the_maintenance_mode_as_it_is() {
        var job =
                over(client.post(StandInBench.path("/migrate"), "{\"skip_failing_patches\":true,\"activate\":false}"));
        assertThat(job.steps()).hasSize(1);
        assertThat(bench.called()).containsExactly("migrate --skip-failing");
    }

    @Test
    void the_output_of_a_migration_grows_and_a_cancel_ends_its_processes() {
        bench.write("slow-migrate", "");
        long number = job(client.post(StandInBench.path("/migrate"), "{}"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> output(number).contains("patch 1"));
        var before = output(number);
        Awaitility.await().until(() -> output(number).length() > before.length());
        assertThat(client.job(number).steps().getFirst().commands().getFirst().status())
                .isEqualTo(AgentStatus.RUNNING);

        assertThat(client.post("/jobs/" + number + "/cancel").statusCode()).isEqualTo(200);

        assertThat(client.over(number).status()).isEqualTo(AgentStatus.FAILURE);
        bench.assertNothingRuns();
    }

    private String output(long job) {
        return client.job(job).steps().stream()
                .flatMap(step -> step.commands().stream())
                .map(command -> command.output())
                .findFirst()
                .orElse("");
    }

    @Test
    void a_command_that_takes_longer_than_the_asker_allows_fails() {
        bench.write("slow-migrate", "");
        var job = over(client.post(StandInBench.path("/migrate"), "{\"agent_job_timeout\":1}"));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("after 1 seconds");
        bench.assertNothingRuns();
    }

    @Test
    void a_deactivated_site_is_in_maintenance_once_its_jobs_are_done() {
        bench.write("busy", "");
        long number = job(client.post(StandInBench.path("/deactivate"), "{}"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> bench.called().stream()
                                .filter("ready-for-migration "::equals)
                                .count()
                        >= 2);
        assertThat(client.job(number).status()).isEqualTo(AgentStatus.RUNNING);
        bench.remove("busy");

        var job = client.over(number);

        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps().getLast().data().get("tries").size())
                .isEqualTo(job.steps().getLast().commands().size())
                .isGreaterThanOrEqualTo(3);
        assertThat(bench.config().get("maintenance_mode").asInt()).isEqualTo(1);

        over(client.post(StandInBench.path("/activate"), "{}"));
        assertThat(bench.config().get("maintenance_mode").asInt()).isZero();
    }

    @Test
    void the_configuration_of_a_site_is_changed_for_its_owner_only_and_keeps_the_rest() throws Exception {
        var job = over(client.post(
                StandInBench.path("/config"),
                "{\"config\":{\"limits\":{\"emails\":10},\"big\":12345678901234567890},\"remove\":[\"plan\"]}"));
        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        var config = bench.config();
        assertThat(config.propertyNames()).containsExactly("big", "db_name", "db_password", "limits");
        assertThat(config.get("limits").get("emails").asInt()).isEqualTo(10);
        assertThat(config.get("big").asString()).isEqualTo("12345678901234567890");
        assertThat(Files.getPosixFilePermissions(bench.site().resolve("site_config.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(client.get("/jobs/" + job.id()).body()).doesNotContain("emails");
    }

    @Test
    void the_apps_of_a_site_are_told_as_text_and_as_json() {
        assertThat(Wire.tree(client.get(StandInBench.path("/apps")).body())
                        .get("data")
                        .asString())
                .isEqualTo("[\"frappe\", \"erpnext\"]");
        assertThat(Wire.tree(client.get(StandInBench.path("/apps?format=json")).body())
                        .get("data")
                        .get(1)
                        .get("app_name")
                        .asString())
                .isEqualTo("erpnext");
        bench.write("fail-execute", "no database\n");
        var failed = client.get(StandInBench.path("/apps"));
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("exit code 3", "no database");
    }

    @Test
    void a_site_that_vanished_before_its_job_ran_fails_by_name() throws Exception {
        bench.write("slow-clear-cache", "");
        long number = job(client.ask("DELETE", StandInBench.path("/cache")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> output(number).contains("patch"));
        Files.move(bench.site(), home.resolve("gone"));
        bench.remove("slow-clear-cache");
        assertThat(client.over(number).data().get("traceback").asString()).contains("site-missing", StandInBench.SITE);
    }

    @Test
    void a_missing_program_fails_the_job_and_says_which() throws Exception {
        Files.delete(Path.of(bench.program()));
        var job = over(client.ask("DELETE", StandInBench.path("/cache")));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("returncode").asInt()).isEqualTo(127);
        assertThat(job.data().get("output").asString()).contains(bench.program() + " could not be started");
    }
}
