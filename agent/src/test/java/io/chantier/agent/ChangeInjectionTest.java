package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of sites, hosts, servers and benches: whatever stands there, nginx and the files see a name or nothing. */
class ChangeInjectionTest {

    private static final String PROXIED = "/proxy/upstreams/127.0.0.1/sites/demo.local.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home);
        nginx = new TestNginx(home.resolve("nginx"), TestNginx.freePort());
        var settings = bench.settings();
        agent = Agent.start(
                AgentSettings.of(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", "0",
                        "AGENT_PASSWORD", "agent-secret")),
                new BenchSettings(settings.directory(), settings.program(), nginx.settings()));
        client = Client.withPassword(agent.port(), "agent-secret");
        over(client.post("/proxy/upstreams", "{\"name\": \"127.0.0.1\"}"));
        over(client.post("/proxy/upstreams/127.0.0.1/sites", "{\"name\": \"demo.local.test\"}"));
    }

    @AfterEach
    void stop() {
        agent.close();
        nginx.close();
    }

    @Test
    void whatever_a_field_holds_it_runs_nothing_and_nginx_goes_on() throws IOException {
        for (var payload : Payloads.touching(home.resolve("marker"))) {
            for (var answer : answers(payload)) {
                if (answer.statusCode() == 200) {
                    over(answer);
                } else {
                    assertThat(answer.statusCode()).as(payload).isBetween(400, 499);
                }
            }
        }
        assertThat(home.resolve("marker")).doesNotExist();
        assertThat(nginx.folder().resolve("hosts/linked/privkey.pem")).doesNotExist();
        assertThat(outside()).isEmpty();
        assertThat(over(client.post("/proxy/reload", "{}"))).contains("\"status\":\"Success\"");
    }

    private List<HttpResponse<String>> answers(String payload) {
        var name = URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
        return List.of(
                send("POST", StandInBench.path("/domains"), Map.of("domain", payload)),
                send("DELETE", StandInBench.path("/domains/" + name), Map.of()),
                send("POST", StandInBench.path("/rename"), Map.of("new_name", "../" + payload)),
                send("POST", StandInBench.path("/update/pull"), Map.of("target", payload)),
                send("POST", StandInBench.path("/move_to_bench"), Map.of("target", payload)),
                send("POST", "/proxy/upstreams", Map.of("name", payload + ";")),
                send("POST", "/proxy/upstreams/" + name + "/sites", Map.of("name", "a.test")),
                send("POST", "/proxy/upstreams/127.0.0.1/sites", Map.of("name", payload)),
                send("POST", "/proxy/upstreams/127.0.0.1/domains", Map.of("domain", payload)),
                send("POST", PROXIED + "/status", Map.of("status", payload)),
                send("POST", PROXIED + "/status", Map.of("status", "suspended", "extra_domains", List.of(payload))),
                send("POST", PROXIED + "/rename", Map.of("new_name", payload + "/")),
                send("POST", "/proxy/hosts", Map.of("name", payload, "target", "demo.local.test")),
                send("POST", "/proxy/hosts", Map.of("name", "www.client.test", "target", payload)),
                send(
                        "POST",
                        "/proxy/hosts",
                        Map.of(
                                "name",
                                "tls.client.test",
                                "target",
                                "demo.local.test",
                                "certificate",
                                Map.of("privkey.pem", payload, "fullchain.pem", payload, "../" + payload, payload))),
                send(
                        "POST",
                        "/proxy/hosts/redirects",
                        Map.of("domains", List.of(payload), "target", "demo.local.test")),
                send("POST", "/proxy/wildcards", List.of(Map.of("domain", payload))));
    }

    /** A refused address closes the connection, and the next request may be on its way there already. */
    private HttpResponse<String> send(String method, String path, Object body) {
        try {
            return client.send(method, path, Wire.write(body));
        } catch (IllegalStateException _) {
            return client.send(method, path, Wire.write(body));
        }
    }

    private String over(HttpResponse<String> answer) {
        return Wire.write(client.over(Wire.read(answer.body(), JobCreated.class).job()));
    }

    /** What is in the folder of nginx and could not be the name of a host, of a file of ours or of a certificate. */
    private TreeSet<String> outside() throws IOException {
        var odd = new TreeSet<String>();
        for (var folder : List.of(home, nginx.folder(), bench.folder().resolve("sites"))) {
            try (var children = Files.list(folder)) {
                children.map(child -> child.getFileName().toString())
                        .filter(name -> !name.matches("[A-Za-z0-9._*-]+"))
                        .forEach(odd::add);
            }
        }
        try (var files = Files.walk(nginx.folder())) {
            files.filter(file -> Files.isSymbolicLink(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .map(Path::toString)
                    .forEach(odd::add);
        }
        return odd;
    }
}
