package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a whole bench, and those of its sites, on an agent that works on two jobs at a time. */
class BenchTurnsTest {

    private static final String BENCH = "/benches/" + StandInBench.NAME;
    private static final String OTHER_BENCH = "bench-0001-000002-n1";
    private static final String OTHER_SITE = "other.test";

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
    void start() throws IOException {
        bench = StandInBench.in(home);
        site(bench.folder());
        var other =
                Files.createDirectories(bench.directory().resolve(OTHER_BENCH).resolve("sites"));
        Files.copy(bench.folder().resolve("sites/common_site_config.json"), other.resolve("common_site_config.json"));
        Files.writeString(other.resolve("apps.txt"), "frappe\n");
        begin();
    }

    private static void site(Path folder) throws IOException {
        var site = Files.createDirectories(folder.resolve("sites").resolve(OTHER_SITE));
        Files.writeString(site.resolve("site_config.json"), "{}");
    }

    private void begin() {
        agent = TestAgents.start(home, bench.settings(), Map.of("AGENT_WORKERS", "2"));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private long job(String method, String path, String body) {
        var answer = client.send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private long migrate() {
        bench.write("slow-migrate", "");
        long migrate = job("POST", StandInBench.path("/migrate"), "{}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(migrate).status() == AgentStatus.RUNNING);
        return migrate;
    }

    private long configure() {
        return job("POST", BENCH + "/config", "{\"bench_config\": {}, \"common_site_config\": {\"db_port\": 3306}}");
    }

    private void assertAfter(long later, long earlier) {
        assertThat(client.over(later).span().start())
                .isAfterOrEqualTo(client.over(earlier).span().end());
    }

    @Test
    void a_bench_is_configured_after_the_jobs_of_its_sites_and_before_those_that_came_later() throws IOException {
        long migrate = migrate();
        long configure = configure();
        long later = job("DELETE", BENCH + "/sites/" + OTHER_SITE + "/cache", "{}");
        for (int i = 0; i < 4; i++) {
            job("DELETE", StandInBench.path("/cache"), "{}");
        }
        site(bench.directory().resolve(OTHER_BENCH));
        Files.move(
                bench.directory().resolve(OTHER_BENCH).resolve("sites").resolve(OTHER_SITE),
                bench.directory().resolve(OTHER_BENCH).resolve("sites/elsewhere.test"));

        long elsewhere = job("POST", "/benches/" + OTHER_BENCH + "/sites/elsewhere.test/config", "{\"config\": {}}");

        assertThat(client.over(elsewhere).status())
                .as("those that wait leave the second worker to others")
                .isEqualTo(AgentStatus.SUCCESS);
        assertThat(client.job(configure).status()).isEqualTo(AgentStatus.PENDING);
        assertThat(client.job(later).status()).isEqualTo(AgentStatus.PENDING);
        bench.remove("slow-migrate");
        assertAfter(configure, migrate);
        assertAfter(later, configure);
        assertThat(client.job(configure).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void sites_of_a_bench_are_worked_on_side_by_side_and_its_programs_restarted_beside_them() {
        long migrate = migrate();

        long beside = job("DELETE", BENCH + "/sites/" + OTHER_SITE + "/cache", "{}");
        assertThat(client.over(beside).status()).isEqualTo(AgentStatus.SUCCESS);
        client.over(job("POST", BENCH + "/restart", "{}"));

        assertThat(client.job(migrate).status()).isEqualTo(AgentStatus.RUNNING);
        bench.remove("slow-migrate");
    }

    @Test
    void a_site_that_goes_to_another_bench_keeps_that_one_from_being_put_away() {
        bench.write("slow-ready-for-migration", "");
        long update = job(
                "POST",
                StandInBench.path("/update/pull"),
                Wire.write(Map.of("target", OTHER_BENCH, "activate", false)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(update).status() == AgentStatus.RUNNING);
        long archive = job("POST", "/benches/" + OTHER_BENCH + "/archive", "{}");

        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() -> client.job(archive).status() == AgentStatus.PENDING);
        bench.remove("slow-ready-for-migration");

        assertThat(client.over(update).status()).isEqualTo(AgentStatus.SUCCESS);
        var refused = client.over(archive);
        assertThat(refused.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(refused.data())).contains("bench-has-sites");
    }

    @Test
    void turns_outlive_the_agent() {
        migrate();
        long configure = configure();
        long later = job("DELETE", StandInBench.path("/cache"), "{}");
        agent.close();

        begin();

        assertThat(client.job(configure).status()).isEqualTo(AgentStatus.PENDING);
        bench.remove("slow-migrate");
        assertAfter(later, configure);
    }
}
