package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.agent.StandInBench;
import io.chantier.agent.StandInDocker;
import io.chantier.benches.apps.Furniture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A server with our own agent, which makes benches of a group in containers of a stand-in. */
final class BenchWorkshop implements AutoCloseable {

    static final String NAME = "bench-0002";
    static final String IMAGE = "registry.local/frappe/version-15:15.2.0";
    static final Duration LONG = Duration.ofSeconds(60);

    final StandInBench bench;
    final StandInDocker docker;
    final RealAgent agent;
    final Client api;
    final String server;
    final Furniture furniture;
    String group;

    BenchWorkshop(Path home, Client api, Furniture furniture) {
        this.api = api;
        this.furniture = furniture;
        bench = StandInBench.in(home);
        docker = StandInDocker.in(home, bench);
        var settings = new HashMap<>(docker.environment());
        settings.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        agent = new RealAgent(home, settings);
        furniture.frameworkAt("15.2.0");
        furniture.app("erpnext", "ERPNext", "Gestion");
        furniture.published("erpnext", "15.1.0", ">=15,<16");
        group = furniture
                .group("Version 15", Map.of("frappe", "15.2.0", "erpnext", "15.1.0"))
                .toString();
        var added = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "S" + UUID.randomUUID(),
                        "url",
                        agent.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "databasePassword",
                        "root"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
    }

    @Override
    public void close() {
        furniture.clear();
        agent.close();
    }

    String path() {
        return "/api/release-groups/" + group;
    }

    String page() {
        return "/settings/release-groups/" + group;
    }

    JsonNode told() {
        return Client.json(api.get(path()));
    }

    Map<String, Object> wish() {
        return new HashMap<>(Map.of("server", server, "image", IMAGE, "database", "10.0.0.5:3307"));
    }

    Map<String, Object> with(String field, Object value) {
        var wish = wish();
        wish.put(field, value);
        return wish;
    }

    HttpResponse<String> order(Map<String, ?> wish) {
        return api.post(path() + "/benches", wish);
    }

    /** The job by which the agent makes it. */
    String ordered(Map<String, ?> wish) {
        return job(order(wish));
    }

    static String job(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Client.json(answer).get("job").asString();
    }

    void awaitMaking(String state) {
        await().atMost(LONG).until(() -> told().at("/making/0/state").asString().equals(state));
    }

    void awaitStanding() {
        await().atMost(LONG).until(() -> told().get("benches").size() == 1);
    }

    HttpResponse<String> archive(String id) {
        return api.delete("/api/bench-servers/" + server + "/benches/" + id);
    }

    void look() {
        api.post("/api/bench-servers/" + server + "/test", Map.of());
    }

    /** The benches of the server. */
    List<String> names() {
        return listed().valueStream()
                .map(one -> one.at("/bench/name").asString())
                .toList();
    }

    /** The id of a bench of the server. */
    String id(String name) {
        return listed().valueStream()
                .filter(one -> one.at("/bench/name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .at("/bench/id")
                .asString();
    }

    private JsonNode listed() {
        return Client.json(api.get("/api/bench-servers/" + server + "/benches"));
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
