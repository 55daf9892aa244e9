package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.agent.nginx.NginxSettings;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs side by side that change one nginx: whoever comes last writes how things stand then. */
class NginxTurnsTest {

    private static final String BENCH_FILE = "bench-" + StandInBench.NAME + ".conf";
    private static final String SECOND = "second.local.test";
    private static final String THIRD = "third.local.test";

    /** Tests nginx as ever, but each time only when it may; what was to be tested is copied before. */
    private static final String GATE = """
            cd %s
            touch begun
            n=$(($(wc -l < begun) + 1))
            cp conf/%s seen-$n
            echo >> begun
            while [ ! -f open-$n ] && [ ! -f open ]; do sleep 0.05; done
            if [ -f refuse ] && grep suspended conf/proxy.conf | grep -q %s; then
                echo "refused by the test"
                exit 1
            fi
            exec /usr/sbin/nginx -p . -c nginx.conf -t
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram web = new WebProgram("the bench");

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home);
        bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        for (var site : new String[] {SECOND, THIRD}) {
            Files.createDirectories(bench.folder().resolve("sites").resolve(site));
            bench.write("sites/" + site + "/site_config.json", "{}");
        }
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        var gate = Script.in(home, "nginx-gate", GATE.formatted(home.resolve("nginx"), BENCH_FILE, StandInBench.SITE));
        var environment = new HashMap<>(nginx.environment());
        environment.put("CHANTIER_AGENT_NGINX_TEST", gate);
        var settings = bench.settings();
        agent = TestAgents.start(
                home,
                new BenchSettings(settings.directory(), settings.program(), NginxSettings.of(environment)),
                Map.of("AGENT_WORKERS", "6"));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() throws IOException {
        tell("open");
        agent.close();
        nginx.close();
        web.close();
    }

    @Test
    void a_job_that_waited_for_nginx_writes_what_others_changed_meanwhile() throws IOException {
        long first = addDomain(StandInBench.SITE, "first.client.test");
        awaitTests(1);
        long second = addDomain(SECOND, "second.client.test");
        awaitStep(second, "Bench Setup NGINX");
        long third = addDomain(THIRD, "third.client.test");
        awaitStep(third, "Bench Setup NGINX");

        tell("open-1");
        awaitTests(2);

        assertThat(Files.readString(home.resolve("nginx/seen-2"))).contains("second.client.test", "third.client.test");
        tell("open");
        for (long job : new long[] {first, second, third}) {
            assertThat(client.over(job).status()).isEqualTo(AgentStatus.SUCCESS);
        }
        nginx.awaitVisit("second.client.test", "/", "the bench serves " + SECOND);
        nginx.awaitVisit("third.client.test", "/", "the bench serves " + THIRD);
    }

    @Test
    void a_change_of_the_proxy_that_nginx_refuses_is_not_what_a_bench_shows_afterwards() throws IOException {
        tell("open");
        client.over(post("/proxy/upstreams", Map.of("name", "127.0.0.1")));
        client.over(post("/proxy/upstreams/127.0.0.1/sites", Map.of("name", StandInBench.SITE)));
        Files.delete(home.resolve("nginx/open"));
        int tests = tests();
        long first = addDomain(SECOND, "second.client.test");
        awaitTests(tests + 1);
        tell("refuse");
        long proxy = post(
                "/proxy/upstreams/127.0.0.1/sites/" + StandInBench.SITE + "/status", Map.of("status", "suspended"));
        awaitStep(proxy, "Update Site File");
        long bench = addDomain(THIRD, "third.client.test");
        awaitStep(bench, "Bench Setup NGINX");

        tell("open");

        assertThat(client.over(proxy).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(client.over(first).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(client.over(bench).status()).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit("third.client.test", "/", "the bench serves " + THIRD);
        nginx.awaitVisit(StandInBench.SITE, "/", "200 OK", "the bench serves " + StandInBench.SITE);
    }

    private int tests() throws IOException {
        var begun = home.resolve("nginx/begun");
        return Files.exists(begun) ? Files.readAllLines(begun).size() : 0;
    }

    private void awaitTests(int number) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tests() >= number);
    }

    private void awaitStep(long job, String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        client.job(job).steps().stream().map(AgentStep::name).anyMatch(name::equals));
    }

    private void tell(String file) throws IOException {
        Files.writeString(home.resolve("nginx").resolve(file), "");
    }

    private long addDomain(String site, String domain) {
        return post("/benches/" + StandInBench.NAME + "/sites/" + site + "/domains", Map.of("domain", domain));
    }

    private long post(String path, Map<String, ?> body) {
        var answer = client.post(path, Wire.write(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }
}
