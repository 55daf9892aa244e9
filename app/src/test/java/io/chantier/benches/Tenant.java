package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.RealSite;
import io.chantier.agent.RedisServer;
import io.chantier.agent.SiteWeb;
import io.chantier.agent.StandInBench;
import io.chantier.benches.hosting.BenchBackups;
import io.chantier.identity.TeamFixture;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An adopted site on a bench of our own agent, on a real MariaDB, with a web server in front that hands out its backups. */
final class Tenant implements AutoCloseable {

    static final String HOST = "shop.example.org";

    final StandInBench bench;
    final SiteWeb web;
    final RealAgent agent;
    final Client api;
    private final RealSite real;
    private final String server;
    private final Parts parts;
    private final Site site;

    /** What it is made of here. */
    @Component("tenantParts")
    record Parts(Environment environment, JdbcClient database, Sites sites, TeamFixture people, BenchBackups backups) {}

    Tenant(Path home, Parts parts) {
        this.parts = parts;
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        real = RealSite.on(bench, MariaDbServer.shared(), HOST);
        web = new SiteWeb(bench, MariaDbServer.shared());
        agent = new RealAgent(home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program()));
        api = Client.ofAdmin(parts.environment());
        var added = api.post(
                "/api/bench-servers",
                Map.of(
                        "name", "S" + UUID.randomUUID(),
                        "url", agent.url(),
                        "password", RealAgent.PASSWORD,
                        "databasePassword", MariaDbServer.shared().rootPassword(),
                        "reach", web.url()));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
        site = adopted();
    }

    private Site adopted() {
        var id = parts.database()
                .sql("select id::text from bench where server_id = ?::uuid")
                .param(server)
                .query(String.class)
                .single();
        var answer = api.post("/api/bench-servers/" + server + "/adoptions", Map.of("bench", id, "host", HOST));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var slug = new Slug(Client.json(answer).get("slug").asString());
        return parts.sites().find(parts.people().firstTeam(), slug).orElseThrow();
    }

    /** As it is now. */
    Site site() {
        return parts.sites().find(site.team(), site.id()).orElseThrow();
    }

    String path(String under) {
        return "/sites/" + site.slug() + under;
    }

    /** Makes a backup, and waits until the next one gets other names, which go by the second; its id. */
    UUID backUp() {
        done(api.post("/api" + path("/backups"), Map.of()));
        HostedShop.awaitNextSecond();
        return newest();
    }

    /** The backup that was made last. */
    UUID newest() {
        return parts.backups().of(site(), null, 1).items().getFirst().id();
    }

    void done(HttpResponse<String> ordered) {
        assertThat(ended(ordered)).isEqualTo("SUCCEEDED");
    }

    /** How the job that was ordered ended. */
    String ended(HttpResponse<String> ordered) {
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        var job = "/api/jobs/" + Client.json(ordered).get("job").asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state(job)));
        return state(job);
    }

    private String state(String job) {
        return Client.json(api.get(job)).get("state").asString();
    }

    /** The folder of its backups on the server. */
    Path folder() {
        return bench.folder().resolve("sites/" + HOST + "/private/backups");
    }

    @Override
    public void close() {
        Leftovers.remove(api, server);
        agent.close();
        web.close();
        real.drop();
    }
}
