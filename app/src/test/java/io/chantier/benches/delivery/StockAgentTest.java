package io.chantier.benches.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.PlayedAgent;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole recipes on what the stock agent told of itself and of its jobs; only the names of sites and benches are others. */
@ChantierTest
@Import(StockAgentTest.Switchboard.class)
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class StockAgentTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String NAMES = "(?:demo|bad|bad2|extra|renamed)\\.local\\.test";

    private static StatefulAgent agent = new StatefulAgent();

    @Autowired
    Environment environment;

    @Autowired
    Jobs work;

    @Autowired
    JdbcClient database;

    private final String server = "S" + UUID.randomUUID();
    private final String slug = "kunde-" + UUID.randomUUID().toString().substring(0, 8);
    private final String host = slug + ".localhost";
    private PlayedAgent listed;
    private HttpServer web;
    private Client api;

    @TestConfiguration
    static class Switchboard {
        @Bean
        @Primary
        AgentLine.Exchange played() {
            return _ -> agent;
        }
    }

    @BeforeEach
    void start() throws IOException {
        PlayedAgent.recording("001");
        agent = new StatefulAgent();
        listed = new PlayedAgent().playing("001", "006", "140");
        lists("");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        api = Client.ofAdmin(environment);
        var answer = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        server,
                        "url",
                        listed.url(),
                        "password",
                        PlayedAgent.PASSWORD,
                        "databasePassword",
                        "root-of-the-database",
                        "reach",
                        "http://127.0.0.1:" + web.getAddress().getPort()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        database.sql("update bench_server set takes_new = false").update();
        if (web != null) web.stop(0);
        if (listed != null) listed.close();
    }

    /** From now on the site is on this bench of the two. */
    private void lists(String home) {
        var benches = Wire.emptyObject();
        for (var bench : List.of("bench-1", "bench-2")) {
            var sites = bench.equals(home) ? Map.of(host, Map.of("name", host)) : Map.of();
            var apps = Map.of("frappe", Map.of("name", "frappe"), "erpnext", Map.of("name", "erpnext"));
            ((ObjectNode) benches)
                    .set(bench, Wire.toTree(Map.of("name", bench, "apps", apps, "config", Map.of(), "sites", sites)));
            listed.says(
                    "GET",
                    "/benches/" + bench + "/sites/" + host + "/apps?format=json",
                    200,
                    PlayedAgent.recording("032").at("/response/json").toString());
        }
        listed.says("GET", "/benches", 200, benches.toString());
    }

    private static JobId begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JobId.of(Client.json(answer).get("job").asString());
    }

    private JobId order() {
        return begun(api.post(
                "/api/bench-sites",
                Map.of("slug", slug, "apps", List.of("erpnext"), "adminPassword", "Eine-gute-Passphrase")));
    }

    /** What is asked at a path that ends so is ordered in recorded words, and told as it was recorded. */
    private AgentRequest tells(String path, int times, String ordered, String told) {
        await().atMost(LONG)
                .until(() -> agent.asked().stream()
                                .filter(one -> one.path().endsWith(path))
                                .count()
                        == times);
        var asked = agent.asked().stream()
                .filter(one -> one.path().endsWith(path))
                .toList()
                .getLast();
        var recorded = PlayedAgent.recording(ordered).get("request");
        assertThat(asked.method()).isEqualTo(recorded.get("method").asString());
        assertThat(recorded.get("body").propertyNames())
                .containsAll(asked.body().propertyNames());
        agent.tells(asked.agentJobId(), here(told));
        return asked;
    }

    private JsonNode here(String told) {
        var text = PlayedAgent.recording(told).at("/response/json").toString();
        return Wire.tree(text.replaceAll(NAMES, host));
    }

    private void awaitJob(JobId job, JobState state) {
        await().atMost(LONG).until(() -> work.find(job).orElseThrow().state() == state);
    }

    private JsonNode site() {
        return Client.json(api.get("/api/sites/" + slug));
    }

    private String problem() {
        return site().get("problem").toString();
    }

    private void made() {
        var making = order();
        var asked = tells("/sites", 1, "026", "027");
        lists(bench(asked));
        awaitJob(making, JobState.SUCCEEDED);
        assertThat(site().get("state").asString()).isEqualTo("LIVE");
        tells("/backup", 1, "049", "050");
    }

    private static String bench(AgentRequest asked) {
        return asked.path().split("/")[2];
    }

    private static String other(String bench) {
        return bench.equals("bench-1") ? "bench-2" : "bench-1";
    }

    private String home() {
        return Client.json(api.get("/api/sites/" + slug + "/updates"))
                .at("/home/name")
                .asString();
    }

    private JobId update() {
        var updates = Client.json(api.get("/api/sites/" + slug + "/updates"));
        var target = updates.at("/targets/0/place/bench");
        assertThat(target.isString()).as(updates.toString()).isTrue();
        return begun(api.post("/api/sites/" + slug + "/updates", Map.of("bench", target.asString())));
    }

    private int backups() {
        return Client.json(api.get("/api/sites/" + slug + "/backups"))
                .get("items")
                .size();
    }

    @Test
    void a_site_is_made_backed_up_updated_and_archived() {
        made();
        await().atMost(LONG).until(() -> backups() == 1);
        var backup = Client.json(api.get("/api/sites/" + slug + "/backups")).at("/items/0");
        assertThat(backup.toString()).contains("database", "public", "private", "site_config");

        var old = home();
        var updating = update();
        tells("/backup", 2, "049", "050");
        tells("/update/migrate", 1, "081", "082");
        lists(other(old));
        awaitJob(updating, JobState.SUCCEEDED);
        assertThat(home()).isNotEqualTo(old);

        var archiving = begun(api.post("/api/sites/" + slug + "/archive", Map.of()));
        tells("/deactivate", 1, "061", "062");
        tells("/backup", 3, "049", "050");
        var gone = tells("/archive", 1, "126", "127");
        assertThat(bench(gone)).isNotEqualTo(old);
        awaitJob(archiving, JobState.SUCCEEDED);
        assertThat(site().get("state").asString()).isEqualTo("ARCHIVED");
    }

    @Test
    void an_update_that_failed_is_brought_back_with_its_tables() {
        made();
        var old = home();
        var other = other(old);
        var updating = update();
        tells("/backup", 2, "049", "050");
        lists(other);
        tells("/update/migrate", 1, "081", "086");
        var back = tells("/update/migrate/recover", 1, "087", "088");
        assertThat(bench(back)).isEqualTo(other);
        awaitJob(updating, JobState.FAILED);

        var why = Objects.requireNonNull(work.find(updating).orElseThrow().failure());
        assertThat(why.code()).isEqualTo("bench-update-failed");
        assertThat(why.arguments().get("said")).contains("Unknown column");
        assertThat(home()).isEqualTo(old);
        assertThat(site().get("state").asString()).isEqualTo("LIVE");
    }

    @Test
    void a_site_whose_apps_failed_is_taken_off_the_bench() {
        var making = order();
        tells("/sites", 1, "022", "023");
        awaitJob(making, JobState.FAILED);
        assertThat(problem()).contains("No module named 'nosuchapp'");
        var taking = tells("/archive", 1, "126", "223");
        assertThat(taking.body().get("force").asBoolean()).isTrue();
        assertThat(site().get("state").asString()).isEqualTo("BROKEN");
    }

    @Test
    void a_wrong_password_of_the_root_leaves_nothing_to_take_off_the_bench() {
        var making = order();
        tells("/sites", 1, "024", "025");
        awaitJob(making, JobState.FAILED);
        assertThat(problem()).contains("Access denied for user 'root'").doesNotContain("-pwrong");
        assertNothingTakenOff(making);
    }

    @Test
    void a_site_that_was_there_before_stays_on_the_bench() {
        var making = order();
        tells("/sites", 1, "205", "206");
        awaitJob(making, JobState.FAILED);
        assertThat(problem()).contains(host + " already exists");
        assertNothingTakenOff(making);
    }

    /** The second attempt comes after everything that undoes the first. */
    private void assertNothingTakenOff(JobId making) {
        assertThat(api.post("/api/jobs/" + making + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        tells("/sites", 2, "026", "027");
        awaitJob(making, JobState.SUCCEEDED);
        assertThat(agent.asked()).noneMatch(one -> one.path().endsWith("/archive"));
    }
}
