package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.agent.nginx.NginxSettings;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job changed in the configuration of a site before it failed is as it was, be the agent gone in between. */
class ConfigTakenBackTest {

    private static final String GATE = """
            cd %s
            echo >> begun
            while [ -f slow ]; do sleep 0.05; done
            [ ! -f refuse ] || { echo "refused by the test"; exit 1; }
            exec /usr/sbin/nginx -p . -c nginx.conf -t
            """;

    private static final String CONFIG = "sites/" + StandInBench.SITE + "/site_config.json";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram web = new WebProgram("the bench");

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BenchSettings settings;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home);
        bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        var gate = Script.in(home, "nginx-gate", GATE.formatted(home.resolve("nginx")));
        var environment = new HashMap<>(nginx.environment());
        environment.put("CHANTIER_AGENT_NGINX_TEST", gate);
        settings = new BenchSettings(
                bench.settings().directory(), bench.settings().program(), NginxSettings.of(environment));
        begin();
    }

    private void begin() {
        agent = TestAgents.start(home, settings);
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        nginx.close();
        web.close();
    }

    @Test
    void a_first_domain_that_nginx_refuses_leaves_no_list_of_domains() throws IOException {
        tell("refuse");

        assertThat(client.over(addDomain()).status()).isEqualTo(AgentStatus.FAILURE);

        assertThat(bench.config().has("domains")).isFalse();
    }

    @Test
    void a_domain_that_cannot_be_removed_keeps_its_certificate() throws IOException {
        var domains = "[{\"domain\":\"www.client.test\",\"ssl_certificate\":\"/etc/ssl/www.pem\"},\"b.client.test\"]";
        bench.write(CONFIG, "{\"db_name\": \"_db\", \"domains\": " + domains + "}");
        tell("refuse");

        long job = job(client.ask("DELETE", StandInBench.path("/domains/www.client.test"))
                .body());

        assertThat(client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(bench.config().get("domains"))).isEqualTo(domains);
    }

    @Test
    void a_change_whose_record_was_lost_with_the_agent_is_taken_back_too() throws Exception {
        tell("slow");
        long job = addDomain();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(home.resolve("nginx/begun")));
        agent.close();
        assertThat(bench.config().get("domains")).isNotEmpty();
        journal("update job_step set state = 'RUNNING', result = null where name = 'Update Site Configuration'");
        Files.delete(home.resolve("nginx/slow"));
        tell("refuse");

        begin();

        assertThat(client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(bench.config().has("domains")).isFalse();
    }

    @Test
    void a_renaming_that_fails_after_the_agent_was_gone_leaves_every_key_as_it_was() throws Exception {
        bench.write(CONFIG, """
                {"db_name": "_db", "plan": "small", "host_name": "https://www.client.test", "limits": null}""");
        bench.write("slow-scheduler", "");
        long job = rename(Map.of(
                "plan", "large", "limits", Map.of("users", 5), "fresh", true, "host_name", "https://new.client.test"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(job).steps().stream()
                        .anyMatch(step -> step.name().equals("Enable Scheduler")));
        agent.close();
        bench.remove("slow-scheduler");
        bench.write("fail-scheduler", "no scheduler");

        begin();

        assertThat(client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        var config = bench.config();
        assertThat(config.get("plan").asString()).isEqualTo("small");
        assertThat(config.get("host_name").asString()).isEqualTo("https://www.client.test");
        assertThat(config.has("limits")).isTrue();
        assertThat(config.get("limits").isNull()).isTrue();
        assertThat(config.has("fresh")).isFalse();
        nginx.awaitVisit(StandInBench.SITE, "/", "the bench serves " + StandInBench.SITE);
    }

    private void tell(String file) throws IOException {
        Files.writeString(home.resolve("nginx").resolve(file), "");
    }

    /** A kill between a change and its record is too short to be met, so the record is taken away. */
    private void journal(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private long addDomain() {
        return job(client.post(StandInBench.path("/domains"), Wire.write(Map.of("domain", "www.client.test")))
                .body());
    }

    private long rename(Map<String, ?> config) {
        return job(client.post(
                        StandInBench.path("/rename"),
                        Wire.write(Map.of("new_name", "renamed.local.test", "config", config)))
                .body());
    }

    private static long job(String answer) {
        return Wire.read(answer, JobCreated.class).job();
    }
}
