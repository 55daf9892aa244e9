package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of one site one after the other, jobs of others beside them. */
class SiteTurnsTest {

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

    private long job(String method, String path) {
        return Wire.read(client.send(method, path, "{}").body(), JobCreated.class)
                .job();
    }

    private void awaitRunning(long job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(job).status() == AgentStatus.RUNNING);
    }

    @Test
    void a_job_waits_for_the_one_before_it_on_the_same_site_and_is_pending_meanwhile() throws Exception {
        bench.write("slow-migrate", "");
        long first = job("POST", StandInBench.path("/migrate"));
        awaitRunning(first);
        long second = job("DELETE", StandInBench.path("/cache"));
        Files.createDirectories(bench.folder().resolve("sites/other.test"));
        bench.write("sites/other.test/site_config.json", "{}");
        long elsewhere = job("DELETE", "/benches/" + StandInBench.NAME + "/sites/other.test/cache");

        assertThat(client.over(elsewhere).status()).isEqualTo(AgentStatus.SUCCESS);
        var waiting = client.job(second);
        assertThat(waiting.status()).isEqualTo(AgentStatus.PENDING);
        assertThat(waiting.steps()).isEmpty();
        assertThat(waiting.span().start()).isNull();

        bench.remove("slow-migrate");
        var over = client.over(second);
        assertThat(over.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(over.span().start())
                .isAfterOrEqualTo(client.job(first).span().end());
        assertThat(over.steps()).extracting(step -> step.name()).containsExactly("Clear Cache", "Clear Website Cache");
    }

    @Test
    void many_jobs_of_a_site_run_in_the_order_in_which_they_were_ordered() {
        bench.write("slow-migrate", "");
        long first = job("POST", StandInBench.path("/migrate"));
        awaitRunning(first);
        var jobs = new ArrayList<Long>(List.of(first));
        for (int i = 0; i < 6; i++) {
            jobs.add(job("DELETE", StandInBench.path("/cache")));
        }
        bench.remove("slow-migrate");
        jobs.forEach(client::over);
        for (int i = 1; i < jobs.size(); i++) {
            assertThat(client.job(jobs.get(i)).span().start())
                    .isAfterOrEqualTo(client.job(jobs.get(i - 1)).span().end());
        }
    }

    @Test
    void a_job_that_is_cancelled_while_it_waits_leaves_its_turn_to_the_next() {
        bench.write("slow-migrate", "");
        long first = job("POST", StandInBench.path("/migrate"));
        awaitRunning(first);
        long second = job("DELETE", StandInBench.path("/cache"));
        long third = job("POST", StandInBench.path("/activate"));
        client.post("/jobs/" + second + "/cancel");
        assertThat(client.over(second).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(client.job(third).status()).isEqualTo(AgentStatus.PENDING);
        client.post("/jobs/" + first + "/cancel");
        bench.remove("slow-migrate");

        assertThat(client.over(third).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.called()).doesNotContain("clear-cache ");
    }

    private static String cache(String site) {
        return "/benches/" + StandInBench.NAME + "/sites/" + site + "/cache";
    }

    private void otherSite() throws Exception {
        Files.createDirectories(bench.folder().resolve("sites/other.test"));
        bench.write("sites/other.test/site_config.json", "{}");
    }

    @Test
    void of_two_sites_that_are_to_get_one_domain_the_first_gets_it_however_busy_it_is() throws Exception {
        otherSite();
        bench.write("slow-migrate", "");
        awaitRunning(job("POST", StandInBench.path("/migrate")));
        long first = domain(StandInBench.SITE);
        long second = domain("other.test");

        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() -> client.job(second).status() == AgentStatus.PENDING);
        bench.remove("slow-migrate");

        assertThat(client.over(first).status()).isEqualTo(AgentStatus.SUCCESS);
        var late = client.over(second);
        assertThat(late.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(late.data())).contains("domain-taken").doesNotContain(StandInBench.SITE);
    }

    private long domain(String site) {
        var path = "/benches/" + StandInBench.NAME + "/sites/" + site + "/domains";
        return Wire.read(client.post(path, "{\"domain\": \"www.client.test\"}").body(), JobCreated.class)
                .job();
    }

    @Test
    void a_backup_that_waits_for_its_worker_holds_up_no_other_job_of_its_site() throws Exception {
        otherSite();
        bench.write("slow-backup", "");
        long elsewhere = job("POST", "/benches/" + StandInBench.NAME + "/sites/other.test/backup");
        awaitRunning(elsewhere);
        long backup = job("POST", StandInBench.path("/backup"));

        long cache = job("DELETE", cache(StandInBench.SITE));

        assertThat(client.over(cache).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(client.job(backup).status()).isEqualTo(AgentStatus.PENDING);
        assertThat(client.job(elsewhere).status()).isEqualTo(AgentStatus.RUNNING);
        bench.remove("slow-backup");
        assertThat(client.over(backup).span().start())
                .isAfterOrEqualTo(client.job(cache).span().end());
    }

    @Test
    void a_backup_that_has_begun_has_its_site_alone() {
        bench.write("slow-backup", "");
        long backup = job("POST", StandInBench.path("/backup"));
        awaitRunning(backup);
        long cache = job("DELETE", cache(StandInBench.SITE));

        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> client.job(cache).status() == AgentStatus.PENDING);
        bench.remove("slow-backup");

        assertThat(client.over(cache).span().start())
                .isAfterOrEqualTo(client.over(backup).span().end());
    }

    @Test
    void a_backup_lets_those_go_first_that_were_ordered_while_its_site_was_busy() throws Exception {
        otherSite();
        bench.write("slow-migrate", "");
        long migrate = job("POST", StandInBench.path("/migrate"));
        awaitRunning(migrate);
        long backup = job("POST", StandInBench.path("/backup"));
        long elsewhere = job("POST", "/benches/" + StandInBench.NAME + "/sites/other.test/backup");
        client.over(elsewhere);
        assertThat(client.job(backup).status()).isEqualTo(AgentStatus.PENDING);
        long cache = job("DELETE", cache(StandInBench.SITE));

        bench.remove("slow-migrate");

        assertThat(client.over(backup).span().start())
                .isAfterOrEqualTo(client.over(cache).span().end());
    }
}
