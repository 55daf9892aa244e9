package io.chantier.benches.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.Leftovers;
import io.chantier.benches.agent.PlayedAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What sites take up, as a stock agent tells it. */
@ChantierTest
class UsageLookTest {

    private static final String BENCHES = """
            {"b1": {"name": "b1", "apps": {"frappe": {"name": "frappe"}}, "config": {},
                    "sites": {"ours.example.org": {"name": "ours.example.org"},
                              "theirs.example.org": {"name": "theirs.example.org"}}},
             "b0": {"name": "b0", "apps": {}, "config": {}, "sites": {"x.example.org": {"name": "x.example.org"}}}}
            """;
    private static final String DATABASE = "root-of-the-stock-server";
    private static final String VERSION = """
            {"commit": "e08e637c3df61146", "python": "3.11.2", "services": {}, "show": "", "status": "", "upstream": ""}
            """;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    UsageLook usage;

    @Autowired
    BenchServers servers;

    @Autowired
    Benches benches;

    @Autowired
    Usages usages;

    @Autowired
    io.chantier.benches.agent.Agents agents;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer stock;
    private Client api;
    private String server = "";

    @BeforeEach
    void start() throws IOException {
        stock = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stock.createContext("/", exchange -> {
            var said = answers.get(exchange.getRequestURI().getPath());
            var bytes = (said == null ? "{\"error\": [\"no root " + DATABASE + "\"]}" : said)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said == null ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        stock.start();
        answers.put("/agent/ping", "{\"message\": \"pong\"}");
        answers.put("/agent/version", VERSION);
        answers.put("/agent/benches", BENCHES);
        api = Client.ofAdmin(environment);
        var added = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "stock",
                        "url",
                        "http://127.0.0.1:" + stock.getAddress().getPort() + "/agent",
                        "password",
                        "agent-secret",
                        "databasePassword",
                        DATABASE));
        server = Client.json(added).get("id").asString();
    }

    @AfterEach
    void stop() {
        stock.stop(0);
        Leftovers.remove(api, server);
    }

    @Test
    void what_is_told_of_our_sites_is_kept_by_day_and_nothing_of_others() {
        var slug = adopted();
        answers.put("/agent/benches/b1/info", """
                {"ours.example.org": {"config": {"db_password": "hush-hush"}, "timezone": "Europe/Paris", "usage": [
                    {"database": 1, "public": 1, "private": 1, "backups": 1, "timestamp": "2026-11-20 00:00:00"},
                    {"database": 12.4, "public": 3, "private": 2, "backups": 40, "timestamp": "2026-11-20 06:00:00"}]},
                 "theirs.example.org": {"config": {}, "timezone": "", "usage": [
                    {"database": 5, "public": 5, "private": 5, "backups": 5, "timestamp": "2026-11-20 06:00:00"}]}}
                """);

        usage.at(servers.find(UUID.fromString(server)).orElseThrow());

        var told = Client.json(api.get("/api/sites/" + slug + "/usage"));
        assertThat(told).hasSize(1);
        assertThat(told.get(0).get("database").asLong()).isEqualTo(13);
        assertThat(told.get(0).get("files").asLong()).isEqualTo(5);
        assertThat(told.get(0).get("backups").asLong()).isEqualTo(40);
        assertThat(database.sql("select count(*) from bench_usage")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        var page =
                Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD).get("/sites/" + slug);
        assertThat(page.body()).contains("ours.example.org").contains("b1").contains("stock");

        later(Duration.ofMinutes(30), "{\"ours.example.org\": {\"usage\": [{\"database\": 99}]}}");
        assertThat(Client.json(api.get("/api/sites/" + slug + "/usage"))
                        .get(0)
                        .get("database")
                        .asLong())
                .as("asked once an hour")
                .isEqualTo(13);
        later(Duration.ofMinutes(61), "{\"ours.example.org\": {\"usage\": []}}");
        later(Duration.ofMinutes(122), "{\"ours.example.org\": {\"usage\": [{\"database\": 20}]}}");
        assertThat(Client.json(api.get("/api/sites/" + slug + "/usage"))
                        .get(0)
                        .get("database")
                        .asLong())
                .isEqualTo(20);
    }

    /** The recorded servers had not measured their sites yet, and nobody had asked anything of them. */
    @Test
    void what_was_recorded_of_a_stock_agent_is_no_usage_and_no_failure() {
        var slug = adopted();
        var told = PlayedAgent.recording("038").at("/response/json").toString();
        answers.put("/agent/benches/b1/info", told.replace("demo.local.test", "ours.example.org"));
        answers.put(
                "/agent/benches/b1/monitor",
                PlayedAgent.recording("040").at("/response/json").toString());

        usage.at(servers.find(UUID.fromString(server)).orElseThrow());
        assertThat(Client.json(api.get("/api/sites/" + slug + "/usage"))).isEmpty();

        var measured = PlayedAgent.recording("030").at("/response/json/data/usage");
        later(Duration.ofMinutes(61), "{\"ours.example.org\": {\"usage\": [" + measured + "]}}");
        var kept = Client.json(api.get("/api/sites/" + slug + "/usage")).get(0);
        assertThat(kept.get("database").asLong()).isEqualTo(1);
        assertThat(kept.get("files").asLong()).isEqualTo(2);
    }

    @Test
    void a_site_that_never_came_to_be_takes_up_nothing() {
        var slug = adopted();
        database.sql("update bench_site set came_at = null where slug = ?")
                .param(slug)
                .update();
        answers.put("/agent/benches/b1/info", """
                {"ours.example.org": {"usage": [
                    {"database": 1, "public": 1, "private": 1, "backups": 1, "timestamp": "2026-11-20 00:00:00"}]}}
                """);

        usage.at(servers.find(UUID.fromString(server)).orElseThrow());

        assertThat(Client.json(api.get("/api/sites/" + slug + "/usage"))).isEmpty();
    }

    @Test
    void requests_and_jobs_are_added_up_by_day_for_our_sites_and_drawn() {
        var slug = adopted();
        var now = Instant.now();
        var today = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS")
                .withZone(ZoneOffset.UTC)
                .format(now);
        answers.put("/agent/benches/b1/monitor", """
                {"data": [
                    {"transaction_type": "request", "site": "ours.example.org", "timestamp": "%1$s", "duration": 1500400},
                    {"transaction_type": "request", "site": "ours.example.org", "timestamp": "%1$s", "duration": 600000},
                    {"transaction_type": "job", "site": "ours.example.org", "timestamp": "%1$s", "duration": 4000000},
                    {"transaction_type": "request", "site": "ours.example.org", "timestamp": "1999-01-01 00:00:00", "duration": -5},
                    {"transaction_type": "request", "site": "theirs.example.org", "timestamp": "%1$s", "duration": 9},
                    {"transaction_type": "request", "site": "ours.example.org", "timestamp": "no time", "duration": -5},
                    {"transaction_type": "request", "site": "a\\u0000b", "timestamp": "%1$s"},
                    {"transaction_type": "request", "site": null}, {}, 7
                ]}""".formatted(today));

        usage.at(servers.find(UUID.fromString(server)).orElseThrow());
        var asked = Client.json(api.get("/api/sites/" + slug + "/usage"));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).get("day").asString()).isEqualTo(today.substring(0, 10));
        assertThat(asked.get(0).get("requests").asLong()).isEqualTo(3);
        assertThat(asked.get(0).get("jobs").asLong()).isEqualTo(1);
        assertThat(asked.get(0).get("milliseconds").asLong()).isEqualTo(6101);

        look(Duration.ofMinutes(9));
        assertThat(requests(slug)).as("asked every ten minutes").isEqualTo(3);
        look(Duration.ofMinutes(11));
        assertThat(requests(slug)).as("what comes later is added").isEqualTo(6);
        answers.put("/agent/benches/b1/monitor", "{\"error\": \"no log\"}");
        look(Duration.ofMinutes(22));
        assertThat(requests(slug)).isEqualTo(6);

        var page = Jsoup.parse(Client.of(environment)
                .signedIn("admin", Client.ADMIN_PASSWORD)
                .get("/sites/" + slug + "/usage")
                .body());
        assertThat(page.select("canvas[data-chart]")).hasSize(2);
        assertThat(page.select("canvas[data-chart*=\"6.0\"]")).hasSize(1);
        assertThat(page.select("tbody tr")).hasSize(1);
    }

    @Test
    void a_site_of_which_nothing_was_told_yet_says_when_it_will_be() {
        var page = Jsoup.parse(Client.of(environment)
                .signedIn("admin", Client.ADMIN_PASSWORD)
                .get("/sites/" + adopted() + "/usage")
                .body());
        assertThat(page.select(".empty-state")).hasSize(1);
        assertThat(page.select("nav a[href$=/usage][aria-current]")).hasSize(1);
    }

    private long requests(String slug) {
        return Client.json(api.get("/api/sites/" + slug + "/usage"))
                .get(0)
                .get("requests")
                .asLong();
    }

    @Test
    void no_failure_repeats_the_password_of_the_database() {
        answers.remove("/agent/benches");
        var tested = api.post("/api/bench-servers/" + server + "/test", Map.of());
        assertThat(tested.statusCode()).isEqualTo(502);
        assertThat(tested.body()).contains("no root [secret]").doesNotContain(DATABASE);
    }

    private void later(Duration much, String told) {
        answers.put("/agent/benches/b1/info", told);
        look(much);
    }

    private void look(Duration much) {
        new UsageLook(agents, benches, usages, Clock.offset(Clock.systemUTC(), much))
                .at(servers.find(UUID.fromString(server)).orElseThrow());
    }

    private String adopted() {
        var bench = database.sql("select id::text from bench where server_id = ?::uuid and name = 'b1'")
                .param(server)
                .query(String.class)
                .single();
        var wanted = new HashMap<>(Map.of("bench", bench, "host", "ours.example.org"));
        var answer = api.post("/api/bench-servers/" + server + "/adoptions", wanted);
        return Client.json(answer).get("slug").asString();
    }
}
