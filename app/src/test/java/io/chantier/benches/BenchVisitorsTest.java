package io.chantier.benches;

import static io.chantier.deployment.Online.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.servers.BenchRoutes;
import io.chantier.benches.servers.BenchSites;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.ingress.HostedSites.Standing;
import io.chantier.ingress.RoutedSite;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How visitors reach sites on benches, and what a site's page offers for them. */
@ChantierTest
class BenchVisitorsTest {

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Drafts drafts;

    @Autowired
    BenchSites homes;

    @Autowired
    BenchRoutes routes;

    @Autowired
    EdgeServer edge;

    private RealAgent agent;
    private HttpServer web;
    private Client api;

    @BeforeEach
    void start() throws IOException {
        agent = new RealAgent(home);
        agent.bench("bench-1", "frappe");
        agent.site("bench-1", "old.example.org");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            var said = ("desk of " + exchange.getRequestHeaders().getFirst("Host")).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        web.start();
        api = Client.ofAdmin(environment);
    }

    @AfterEach
    void stop() {
        web.stop(0);
        agent.close();
    }

    private String reach() {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    private UUID bench(String server, String reach) {
        var added = api.post(
                "/api/bench-servers",
                Map.of("name", server, "url", agent.url(), "password", RealAgent.PASSWORD, "reach", reach));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return database.sql("select b.id from bench b join bench_server s on s.id = b.server_id where s.name = ?")
                .param(server)
                .query(UUID.class)
                .single();
    }

    private TeamId team() {
        return new TeamId(database.sql(
                        "select m.team_id from member m join account a on a.id = m.account_id where a.login = 'admin'")
                .query(UUID.class)
                .single());
    }

    private Site made(UUID bench, String name) {
        var site = drafts.hosted(team(), name + ".localhost", SiteState.LIVE);
        assertThat(homes.put(site, bench, site.slug() + ".localhost", false)).isTrue();
        return site;
    }

    private void soon(String host, String start) {
        await().atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> get(edge, host, "/").startsWith(start));
    }

    @Test
    void visitors_are_led_to_the_bench_once_the_site_stands_there_and_see_a_notice_while_it_is_suspended() {
        var site = made(bench("routes-a", reach()), "route-erp");
        var host = site.slug() + ".localhost";
        assertThat(get(edge, host, "/")).startsWith("HTTP/1.1 404");

        routes.stand(site, Standing.ONLINE);
        soon(host, "HTTP/1.1 200");
        assertThat(get(edge, host, "/")).contains("desk of " + host);
        assertThat(routes.now())
                .filteredOn(one -> one.slug().equals(site.slug()))
                .extracting(one -> one.place().getClass().getSimpleName())
                .isEqualTo(List.of("Elsewhere"));
        assertThat(Client.json(api.get("/api/sites/" + site.slug())).get("url").asString())
                .startsWith("http://" + host);

        routes.stand(site, Standing.SUSPENDED);
        soon(host, "HTTP/1.1 503");
        assertThat(routes.now())
                .filteredOn(one -> one.slug().equals(site.slug()))
                .extracting(RoutedSite::place)
                .isEqualTo(List.of(new RoutedSite.Place.OurEdge()));
        routes.stand(site, Standing.ONLINE);
        soon(host, "HTTP/1.1 200");
    }

    @Test
    void a_site_that_was_there_before_us_keeps_its_way_to_its_visitors() {
        var bench = bench("routes-b", reach());
        var adopted = api.post(
                "/api/bench-servers/" + serverOf(bench) + "/adoptions",
                Map.of("bench", bench, "host", "old.example.org"));
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        var slug = Client.json(adopted).get("slug").asString();
        assertThat(routes.now()).noneMatch(one -> one.slug().value().equals(slug));
        assertThat(Client.json(api.get("/api/sites/" + slug)).get("url").asString())
                .isEqualTo("https://old.example.org");
    }

    @Test
    void where_nothing_is_said_visitors_are_led_to_the_machine_of_the_agent() {
        var server = serverOf(bench("routes-c", ""));
        assertThat(Client.json(api.get("/api/bench-servers/" + server))
                        .get("reach")
                        .asString())
                .isEqualTo("http://127.0.0.1");
        var wrong = api.put("/api/bench-servers/" + server, Map.of("reach", "http://10.0.0.5/behind"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("\"reach\"");
    }

    @Test
    void what_is_only_done_with_sites_that_chantier_makes_is_neither_offered_nor_done() {
        var site = made(bench("routes-d", reach()), "route-kinds");
        var path = "/sites/" + site.slug();
        var page =
                Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD).get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(path + "/jobs", path + "/history", path + "/details")
                .doesNotContain(path + "/pictures", path + "/revisions", path + "/generate", path + "/deploy");
        for (var verb : List.of("generate", "deploy")) {
            var answer = api.post("/api/sites/" + site.slug() + "/" + verb, Map.of());
            assertThat(answer.statusCode()).as(verb).isEqualTo(409);
            assertThat(answer.body()).contains("not-a-showcase");
        }
    }

    private UUID serverOf(UUID bench) {
        return database.sql("select server_id from bench where id = ?")
                .param(bench)
                .query(UUID.class)
                .single();
    }
}
