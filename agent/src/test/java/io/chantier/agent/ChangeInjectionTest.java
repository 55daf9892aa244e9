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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of sites, hosts, servers and benches: whatever stands there, nginx and the files see a name or nothing. */
class ChangeInjectionTest {

    private static final String SITE = StandInBench.SITE;
    private static final String PROXIED = "/proxy/upstreams/127.0.0.1/sites/" + SITE;
    private static final String BEHIND = "/proxy/upstreams/127.0.0.1/sites/behind.test";
    private static final String VICTIM = "/benches/" + StandInBench.NAME + "/sites/victim.local.test";
    private static final String OTHER_BENCH = "bench-0001-000002-n1";

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

    @SuppressWarnings("NullAway.Init") // set before each test
    private Map<String, String> certificate;

    @BeforeEach
    void start() throws Exception {
        bench = StandInBench.in(home);
        var other =
                Files.createDirectories(bench.directory().resolve(OTHER_BENCH).resolve("sites"));
        Files.writeString(other.resolve("common_site_config.json"), "{}");
        Files.writeString(other.resolve("apps.txt"), "frappe\n");
        certificate = ProxyTest.certificate("client.test");
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        agent = TestAgents.start(home, nginx.of(bench));
        client = Client.of(agent);
        over(client.post("/proxy/upstreams", "{\"name\": \"127.0.0.1\"}"));
        over(client.post("/proxy/upstreams/127.0.0.1/sites", "{\"name\": \"demo.local.test\"}"));
    }

    @AfterEach
    void stop() {
        agent.close();
        nginx.close();
    }

    /** A request with one field that somebody else fills, and what a harmless hand would write there. */
    private record Attacked(String method, String path, Function<String, Object> body, String harmless) {

        static Attacked post(String path, Function<String, Object> body, String harmless) {
            return new Attacked("POST", path, body, harmless);
        }
    }

    /** Everything but the one field is right, so that nothing else can be why it is refused. */
    private List<Attacked> attacked() {
        return List.of(
                Attacked.post(StandInBench.path("/domains"), name -> Map.of("domain", name), "www.client.test"),
                Attacked.post(VICTIM + "/rename", name -> Map.of("new_name", name), "renamed.local.test"),
                Attacked.post(VICTIM + "/update/pull", name -> Map.of("target", name), OTHER_BENCH),
                Attacked.post(VICTIM + "/move_to_bench", name -> Map.of("target", name), OTHER_BENCH),
                Attacked.post("/proxy/upstreams", name -> Map.of("name", name), "10.0.0.9"),
                Attacked.post("/proxy/upstreams/127.0.0.1/sites", name -> Map.of("name", name), "a.test"),
                Attacked.post("/proxy/upstreams/127.0.0.1/domains", name -> Map.of("domain", name), "b.test"),
                Attacked.post(PROXIED + "/status", state -> Map.of("status", state), "suspended"),
                Attacked.post(
                        PROXIED + "/status",
                        name -> Map.of("status", "activated", "extra_domains", List.of(name)),
                        "a.test"),
                Attacked.post(BEHIND + "/rename", name -> Map.of("new_name", name), "renamed.test"),
                Attacked.post("/proxy/hosts", name -> host(name, SITE), "www.client.test"),
                Attacked.post("/proxy/hosts", name -> host("www.client.test", name), SITE),
                Attacked.post(
                        "/proxy/hosts",
                        key -> Map.of("name", "tls.client.test", "target", SITE, "certificate", certificate(key)),
                        certificate.get("privkey.pem")),
                Attacked.post(
                        "/proxy/hosts/redirects",
                        name -> Map.of("domains", List.of(name), "target", SITE),
                        "old.client.test"),
                Attacked.post(
                        "/proxy/hosts/redirects",
                        name -> Map.of("domains", List.of("old.client.test"), "target", name),
                        SITE),
                Attacked.post(
                        "/proxy/wildcards",
                        name -> List.of(Map.of("domain", name, "certificate", certificate)),
                        "wild.test"));
    }

    private Map<String, String> certificate(String key) {
        var files = new HashMap<>(certificate);
        files.put("privkey.pem", key);
        return files;
    }

    private Map<String, Object> host(String name, String target) {
        return Map.of("name", name, "target", target, "certificate", certificate);
    }

    /** Sites that a change may take away. */
    private void victims() throws IOException {
        var sites = bench.folder().resolve("sites");
        Files.createDirectories(sites.resolve("victim.local.test"));
        Files.writeString(sites.resolve("victim.local.test/site_config.json"), "{\"plan\": \"small\"}");
        if (!Files.exists(nginx.folder().resolve("upstreams/127.0.0.1/behind.test"))) {
            over(client.post("/proxy/upstreams/127.0.0.1/sites", "{\"name\": \"behind.test\"}"));
        }
    }

    @Test
    void the_requests_that_are_attacked_do_what_they_say_for_everybody_else() throws IOException {
        for (var request : attacked()) {
            victims();
            var answer = send(request.method(), request.path(), request.body().apply(request.harmless()));
            assertThat(answer.statusCode())
                    .as("%s: %s", request.path(), answer.body())
                    .isEqualTo(200);
            assertThat(over(answer)).as(request.path()).contains("\"status\":\"Success\"");
            clear();
        }
    }

    /** What a success left may be in the way of the next. */
    private void clear() throws IOException {
        for (var taken : List.of(
                "benches/" + OTHER_BENCH + "/sites/victim.local.test",
                "benches/" + StandInBench.NAME + "/sites/renamed.local.test",
                "benches/" + StandInBench.NAME + "/sites/linked")) {
            var folder = home.resolve(taken);
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) continue;
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    @Test
    void whatever_a_field_holds_it_runs_nothing_and_nginx_goes_on() throws IOException {
        for (var payload : Payloads.touching(home.resolve("marker"))) {
            for (var request : attacked()) {
                victims();
                var answer =
                        send(request.method(), request.path(), request.body().apply(payload));
                if (answer.statusCode() == 200) {
                    assertThat(over(answer))
                            .as("%s: %s", request.path(), payload)
                            .doesNotContain("\"bug");
                } else {
                    assertRefused(answer, request.path() + ": " + payload);
                }
                clear();
            }
            var name = URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
            assertRefusedOrOver(send("DELETE", StandInBench.path("/domains/" + name), Map.of()), payload);
            assertRefusedOrOver(send("DELETE", "/proxy/hosts/" + name, Map.of()), payload);
            assertRefusedOrOver(send("POST", "/proxy/upstreams/" + name + "/sites", Map.of("name", "a.test")), payload);
        }
        assertThat(home.resolve("marker")).doesNotExist();
        assertThat(outside()).isEmpty();
        assertThat(over(client.post("/proxy/reload", "{}"))).contains("\"status\":\"Success\"");
    }

    private void assertRefusedOrOver(HttpResponse<String> answer, String payload) {
        if (answer.statusCode() == 200) {
            assertThat(over(answer)).as(payload).doesNotContain("\"bug");
        } else {
            assertRefused(answer, payload);
        }
    }

    private static void assertRefused(HttpResponse<String> answer, String what) {
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isBetween(400, 499);
        assertThat(answer.body()).as(what).isNotBlank();
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
