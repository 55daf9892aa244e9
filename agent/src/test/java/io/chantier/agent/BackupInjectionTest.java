package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.agent.backups.S3Store;
import io.chantier.agent.benches.SiteName;
import io.chantier.protocol.AgentJob;
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
    private RealSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer web;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    private final S3Store store = S3Store.start();

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), "shop.local.test");
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
        var served = served();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            var file = served.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : Files.size(file));
            if (file != null) {
                Files.copy(file, exchange.getResponseBody());
            }
            exchange.close();
        });
        web.start();
    }

    /** A backup of the site, by the paths under which it can be fetched. */
    private Map<String, Path> served() throws IOException {
        var job = over(post(site.path("/backup"), Map.of("with_files", true)));
        var served = new HashMap<String, Path>();
        for (var part : List.of("database", "public")) {
            var file = Path.of(job.data().get("backups").get(part).get("path").asString());
            served.put("/" + part, Files.copy(file, home.resolve(part)));
        }
        return served;
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
        web.stop(0);
        store.close();
        for (var name : sites()) {
            var config = bench.folder().resolve("sites").resolve(name).resolve("site_config.json");
            var database = Files.exists(config)
                    ? Wire.tree(Files.readString(config)).path("db_name").asString("")
                    : "";
            if (!database.isEmpty()) {
                new RealSite(bench, site.mariadb(), name, database).drop();
            }
        }
    }

    private List<String> sites() throws IOException {
        try (var sites = Files.list(bench.folder().resolve("sites"))) {
            return sites.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> payloads() {
        return Payloads.touching(home.resolve("marker"));
    }

    /** Those that a shell would run, or a program would take for an option. */
    private List<String> attacks() {
        return payloads().stream()
                .filter(payload -> payload.contains("marker") || payload.startsWith("-"))
                .toList();
    }

    private void assertNothingRan() throws IOException {
        assertThat(home.resolve("marker")).doesNotExist();
        assertThat(sites())
                .containsExactlyInAnyOrder("apps.txt", "common_site_config.json", StandInBench.SITE, "shop.local.test");
    }

    private static void assertRefused(HttpResponse<String> answer, String payload) {
        assertThat(answer.statusCode()).as("%s: %s", payload, answer.body()).isEqualTo(400);
        assertThat(Wire.tree(answer.body()).get("error").get(0).asString()).isNotBlank();
    }

    /** Fails by a name of its own, which no bug has, and leaves the site as it was. */
    private void assertFailed(AgentJob job, String payload) {
        assertThat(job.status()).as("%s: %s", payload, job.data()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).as(payload).isNotEqualTo("{}").doesNotContain("\"bug");
        assertThat(site.ask("select name from db.tabUser"))
                .as(payload)
                .containsExactlyInAnyOrder("Administrator", "Guest");
    }

    private void assertRefusedOrFailed(HttpResponse<String> answer, String payload) {
        if (answer.statusCode() == 200) {
            assertFailed(over(answer), payload);
        } else {
            assertRefused(answer, payload);
        }
    }

    private AgentJob over(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }

    private void assertSucceeded(HttpResponse<String> answer) {
        var job = over(answer);
        assertThat(job.status()).as(Wire.write(job)).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void the_orders_that_are_attacked_succeed_where_nothing_is_wrong_with_them() throws IOException {
        assertSucceeded(backup("path", "shop"));
        assertSucceeded(restore("admin_password", "admin"));
        assertSucceeded(newSite("name", "copy.local.test"));
        assertThat(sites()).contains("copy.local.test");
    }

    @Test
    void what_cannot_be_a_name_an_address_or_a_place_is_refused() throws IOException {
        for (var payload : payloads()) {
            if (!payload.matches("[a-z0-9-]*")) {
                assertRefused(auth("REGION", payload), payload);
            }
            if (!payload.isEmpty()) { // AWS itself, where none is named
                assertRefused(auth("ENDPOINT_URL", payload), payload);
                assertRefused(restore("database", payload), payload);
            }
            if (SiteName.of(payload).isEmpty()) {
                assertRefused(newSite("name", payload), payload);
            }
        }
        for (var attack : attacks()) {
            assertRefused(restore("apps", List.of(attack)), attack);
            assertRefusedOrFailed(backup("bucket", attack), attack);
        }
        assertNothingRan();
    }

    @Test
    void keys_and_passwords_that_are_commands_are_only_wrong_ones() throws IOException {
        for (var attack : attacks()) {
            assertRefusedOrFailed(auth("ACCESS_KEY", attack), attack);
            assertRefusedOrFailed(auth("SECRET_KEY", attack), attack);
            assertRefusedOrFailed(restore("mariadb_root_password", attack), attack);
        }
        assertNothingRan();
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void addresses_that_hold_commands_are_fetched_as_they_are_and_nothing_is_there() throws IOException {
        for (var attack : attacks()) {
            var escaped = address("/") + URLEncoder.encode(attack, StandardCharsets.UTF_8);
            assertFailed(over(restore("database", escaped)), attack);
            assertFailed(over(restore("public", escaped)), attack);
        }
        assertNothingRan();
    }

    @Test
    void a_password_of_the_administrator_that_is_a_command_is_a_password() throws IOException {
        for (var attack : attacks()) {
            var answer = restore("admin_password", attack);
            if (attack.contains("\n")) {
                assertRefused(answer, attack);
                continue;
            }
            assertSucceeded(answer);
            assertThat(site.ask("select password from db.__Auth where name = 'Administrator'"))
                    .as(attack)
                    .containsExactly(SiteHost.hash(attack));
        }
        assertNothingRan();
    }

    @Test
    void entries_of_a_configuration_that_are_commands_are_entries() throws IOException {
        for (var attack : attacks().subList(0, 5)) {
            assertSucceeded(restore("sanitized_config_content", Map.of(attack, attack)));
            assertEntry("shop.local.test", attack);
        }
        assertNothingRan();
        var attack = attacks().getFirst();
        assertSucceeded(newSite("config", Map.of(attack, attack)));
        assertEntry("copy.local.test", attack);
        assertThat(home.resolve("marker")).doesNotExist();
        assertRefused(newSite("site_config", attack), attack);
    }

    private void assertEntry(String name, String attack) throws IOException {
        var config = Wire.tree(
                Files.readString(bench.folder().resolve("sites").resolve(name).resolve("site_config.json")));
        assertThat(config.path(attack).asString("")).as(attack).isEqualTo(attack);
    }

    private HttpResponse<String> backup(String key, Object value) {
        var auth = Map.of(
                "ACCESS_KEY", S3Store.ACCESS_KEY, "SECRET_KEY", S3Store.SECRET_KEY, "ENDPOINT_URL", store.endpoint());
        var offsite = new HashMap<String, Object>(Map.of("bucket", S3Store.BUCKET, "path", "shop", "auth", auth));
        offsite.put(key, value);
        return post(site.path("/backup"), Map.of("offsite", offsite));
    }

    private HttpResponse<String> auth(String key, String value) {
        var auth = new HashMap<>(Map.of(
                "ACCESS_KEY", S3Store.ACCESS_KEY, "SECRET_KEY", S3Store.SECRET_KEY, "ENDPOINT_URL", store.endpoint()));
        auth.put(key, value);
        return backup("auth", auth);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }

    private Map<String, Object> wanted(String key, Object value) {
        var wanted = new HashMap<String, Object>(Map.of(
                "name",
                "copy.local.test",
                "apps",
                List.of("frappe"),
                "mariadb_root_password",
                site.mariadb().rootPassword(),
                "admin_password",
                "admin",
                "database",
                address("/database"),
                "public",
                address("/public")));
        wanted.put(key, value);
        return wanted;
    }

    private HttpResponse<String> restore(String key, Object value) {
        return post(site.path("/restore"), wanted(key, value));
    }

    private HttpResponse<String> newSite(String key, Object value) {
        return post("/benches/" + StandInBench.NAME + "/sites/restore", wanted(key, value));
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) {
        return client.post(path, Wire.write(body));
    }
}
