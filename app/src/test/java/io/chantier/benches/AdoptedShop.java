package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.Ports;
import io.chantier.agent.RealSite;
import io.chantier.agent.RedisServer;
import io.chantier.agent.StandInBench;
import io.chantier.agent.TestNginx;
import io.chantier.agent.WebProgram;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** A site on a bench of our own agent with a real MariaDB behind, adopted by the first team. */
final class AdoptedShop implements AutoCloseable {

    static final String HOST = "shop.example.org";

    final StandInBench bench;
    final Client api;
    final String slug;
    final UUID benchId;
    final Optional<Front> front;
    private final RealSite site;
    private final String server;
    private final Jobs work;
    private final Path home;
    private final Map<String, String> settings;
    private RealAgent agent;

    AdoptedShop(Path home, Environment environment, Jobs work) {
        this(home, environment, work, Optional.empty());
    }

    /** Its visitors come through a real nginx, which the agent tells of the site's names. */
    static AdoptedShop behindNginx(Path home, Environment environment, Jobs work) {
        var nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        var shop = new AdoptedShop(home, environment, work, Optional.of(new Front(nginx, new WebProgram("desk"))));
        shop.servedBy(shop.web());
        return shop;
    }

    /** What visitors meet before the site. */
    record Front(TestNginx nginx, WebProgram web) {}

    private AdoptedShop(Path home, Environment environment, Jobs work, Optional<Front> front) {
        this.work = work;
        this.front = front;
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), HOST);
        this.home = home;
        settings = new HashMap<>(front.map(one -> one.nginx().environment()).orElse(Map.of()));
        settings.put("CHANTIER_AGENT_BENCH_COMMAND", bench.program());
        agent = new RealAgent(home, settings);
        api = Client.ofAdmin(environment);
        server = added(front.map(one -> "http://127.0.0.1:" + one.nginx().http).orElse(""));
        benchId = UUID.fromString(Client.json(api.get("/api/bench-servers/" + server + "/benches"))
                .at("/0/bench/id")
                .asString());
        slug = adopted();
    }

    TestNginx nginx() {
        return front.orElseThrow().nginx();
    }

    WebProgram web() {
        return front.orElseThrow().web();
    }

    /** From the next change on, nginx asks this program for the site. */
    void servedBy(WebProgram program) {
        bench.write("config.json", "{\"web_port\": " + program.port() + "}");
    }

    private String added(String reach) {
        var wanted = new HashMap<String, Object>(
                Map.of("name", "S" + UUID.randomUUID(), "url", agent.url(), "password", RealAgent.PASSWORD));
        if (!reach.isEmpty()) wanted.put("reach", reach);
        var answer = api.post("/api/bench-servers", wanted);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("id").asString();
    }

    private String adopted() {
        var answer = api.post("/api/bench-servers/" + server + "/adoptions", Map.of("bench", benchId, "host", HOST));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("slug").asString();
    }

    String path(String under) {
        return "/api/sites/" + slug + under;
    }

    /** Nobody answers there until {@link #back}. */
    void away() {
        settings.put("CHANTIER_AGENT_PORT", String.valueOf(agent.port()));
        agent.close();
    }

    /** The agent answers again where it did before. */
    void back() {
        agent = new RealAgent(home, settings);
    }

    /** Orders from the agent what we do not know of; the site has no other job until {@link #release}. */
    void occupy() {
        bench.write("slow-migrate", "");
        var path = "/benches/" + StandInBench.NAME + "/sites/" + HOST + "/migrate";
        var request = HttpRequest.newBuilder(URI.create(agent.url() + path))
                .header("Authorization", "bearer " + RealAgent.PASSWORD)
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void release() {
        bench.remove("slow-migrate");
    }

    /** The names besides its own that the site's file lists. */
    List<String> names(String host) {
        return config(host)
                .path("domains")
                .valueStream()
                .map(entry -> entry.isObject() ? entry.get("domain") : entry)
                .map(JsonNode::asString)
                .toList();
    }

    /** The configuration as it stands in the site's file. */
    JsonNode config(String host) {
        try {
            return Wire.tree(Files.readString(bench.folder().resolve("sites/" + host + "/site_config.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JobId begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JobId.of(Client.json(answer).get("job").asString());
    }

    Job over(JobId job) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> !work.find(job).orElseThrow().state().isActive());
        return work.find(job).orElseThrow();
    }

    Job done(HttpResponse<String> answer) {
        var job = over(begun(answer));
        assertThat(job.state()).as(job.toString()).isEqualTo(JobState.SUCCEEDED);
        return job;
    }

    @Override
    public void close() {
        Leftovers.remove(api, server);
        agent.close();
        site.drop();
        front.ifPresent(one -> {
            one.nginx().close();
            one.web().close();
        });
    }
}
