package io.chantier.benches.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.Leftovers;
import io.chantier.benches.hosting.BackupRetention;
import io.chantier.benches.hosting.BenchBackups;
import io.chantier.identity.TeamFixture;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An installation with a store for backups, and a site of a stock agent, which must not be told of it. */
@ChantierTest
@TestPropertySource(
        properties = {
            "chantier.agent-jobs.tick=50ms",
            "chantier.agent-jobs.poll=20ms",
            "chantier.bench-backups.s3.endpoint=http://127.0.0.1:9",
            "chantier.bench-backups.s3.bucket=backups",
            "chantier.bench-backups.s3.access-key=store-access-key",
            "chantier.bench-backups.s3.secret-key=store-secret-key"
        })
class BackupsOnStockAgentTest {

    private static final String BENCH = "bench-0001-000001-n1";
    private static final String HOST = "demo.local.test";

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Sites sites;

    @Autowired
    TeamFixture people;

    @Autowired
    BenchBackups backups;

    @Autowired
    BackupRetention retention;

    private PlayedAgent stock;
    private Client api;
    private String server;

    @BeforeEach
    void start() throws IOException {
        var made = PlayedAgent.recording("050").at("/response/json").toString();
        stock = new PlayedAgent()
                .playing("001", "006", "049", "140")
                .says("GET", "/benches", 200, """
                        {"%s":{"name":"%s","apps":{"frappe":{"name":"frappe"}},"config":{},
                               "sites":{"%s":{"name":"%s"}}}}""".formatted(BENCH, BENCH, HOST, HOST))
                .says("GET", "/jobs/11,11", 200, "[" + made.replace("\"1011\"", "null") + "]");
        api = Client.ofAdmin(environment);
        var wanted = Map.of("name", "S" + UUID.randomUUID(), "url", stock.url(), "password", PlayedAgent.PASSWORD);
        var added = api.post("/api/bench-servers", wanted);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
    }

    @AfterEach
    void stop() {
        if (stock == null) return;
        Leftovers.remove(api, server);
        stock.close();
    }

    @Test
    void a_backup_stays_on_the_server_of_a_stock_agent() {
        var slug = adopted();
        var ordered = api.post("/api/sites/" + slug + "/backups", Map.of());
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        var job = "/api/jobs/" + Client.json(ordered).get("job").asString();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> Client.json(api.get(job)).get("state").asString().equals("SUCCEEDED"));

        var order = stock.heard.stream()
                .filter(one -> one.method().equals("POST") && one.path().endsWith("/backup"))
                .toList();
        assertThat(order).hasSize(1);
        assertThat(order.getFirst().body().propertyNames()).containsExactly("with_files");
        assertThat(stock.heard).noneMatch(one -> one.body().toString().contains("store-secret-key"));

        var site = sites.find(people.firstTeam(), new Slug(slug)).orElseThrow();
        var kept = backups.of(site, null, 10).items();
        assertThat(kept).singleElement().extracting(BenchBackups.Backup::place).isEqualTo(BenchBackups.Place.SERVER);
        assertThat(kept.getFirst().parts()).containsExactly("database", "public", "private", "site_config");
        assertThat(Client.json(api.get("/api/sites/" + slug + "/backups")).toString())
                .contains("\"SERVER\"");
        assertThat(retention.round(Instant.now().plus(Duration.ofDays(400)))).isZero();
        assertThat(retention.remainsOf(site)).isEqualTo(new BackupRetention.Remains.OnServer());
    }

    private String adopted() {
        var bench = database.sql("select id::text from bench where server_id = ?::uuid")
                .param(server)
                .query(String.class)
                .single();
        var answer = api.post("/api/bench-servers/" + server + "/adoptions", Map.of("bench", bench, "host", HOST));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("slug").asString();
    }
}
