package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets, keys, addresses, passwords, apps and configurations: whatever stands there, no program takes it for a command. */
class BackupInjectionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer web;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home);
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        web.start();
        agent = Agent.start(
                AgentSettings.of(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", "0",
                        "AGENT_PASSWORD", "agent-secret")),
                bench.settings());
        client = Client.withPassword(agent.port(), "agent-secret");
    }

    @AfterEach
    void stop() {
        agent.close();
        web.stop(0);
    }

    @Test
    void whatever_a_field_holds_it_runs_nothing() throws IOException {
        for (var payload : Payloads.touching(home.resolve("marker"))) {
            for (var answer : answers(payload)) {
                if (answer.statusCode() == 200) {
                    var job = client.over(
                            Wire.read(answer.body(), JobCreated.class).job());
                    assertThat(job.status()).as(payload).isEqualTo(AgentStatus.FAILURE);
                } else {
                    assertThat(answer.statusCode()).as(payload).isEqualTo(400);
                }
            }
        }
        assertThat(home.resolve("marker")).doesNotExist();
        try (var sites = Files.list(bench.folder().resolve("sites"))) {
            assertThat(sites.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("apps.txt", "common_site_config.json", StandInBench.SITE);
        }
    }

    private List<HttpResponse<String>> answers(String payload) {
        var address = "http://127.0.0.1:" + web.getAddress().getPort() + "/";
        var escaped = address + URLEncoder.encode(payload, StandardCharsets.UTF_8);
        var backup = StandInBench.path("/backup");
        return List.of(
                post(backup, Map.of("offsite", offsite("bucket", payload))),
                post(backup, Map.of("offsite", offsite("path", payload))),
                post(backup, Map.of("offsite", auth("ACCESS_KEY", payload))),
                post(backup, Map.of("offsite", auth("SECRET_KEY", payload))),
                post(backup, Map.of("offsite", auth("REGION", payload))),
                post(backup, Map.of("offsite", auth("ENDPOINT_URL", payload))),
                restore("database", payload),
                restore("database", escaped),
                restore("public", escaped),
                restore("apps", List.of(payload)),
                restore("admin_password", payload),
                restore("mariadb_root_password", payload),
                restore("sanitized_config_content", Map.of(payload, payload)),
                newSite("name", payload),
                newSite("config", Map.of(payload, payload)),
                newSite("site_config", payload));
    }

    private static Map<String, Object> offsite(String key, Object value) {
        var offsite = new HashMap<String, Object>(Map.of(
                "bucket", "backups", "path", "shop", "auth", Map.of("ACCESS_KEY", "access", "SECRET_KEY", "secret")));
        offsite.put(key, value);
        return offsite;
    }

    private static Map<String, Object> auth(String key, String value) {
        var auth = new HashMap<>(Map.of("ACCESS_KEY", "access", "SECRET_KEY", "secret"));
        auth.put(key, value);
        return offsite("auth", auth);
    }

    private Map<String, Object> wanted(String key, Object value) {
        var wanted = new HashMap<String, Object>(Map.of(
                "name",
                "copy.local.test",
                "apps",
                List.of("frappe"),
                "mariadb_root_password",
                "root",
                "admin_password",
                "admin",
                "database",
                "http://127.0.0.1:" + web.getAddress().getPort() + "/dump"));
        wanted.put(key, value);
        return wanted;
    }

    private HttpResponse<String> restore(String key, Object value) {
        return post(StandInBench.path("/restore"), wanted(key, value));
    }

    private HttpResponse<String> newSite(String key, Object value) {
        return post("/benches/" + StandInBench.NAME + "/sites/restore", wanted(key, value));
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) {
        return client.post(path, Wire.write(body));
    }
}
