package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an agent tells of its server, beside what the stock agent told. */
class ServerRoutesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home);
        var folder = Files.createDirectories(home.resolve("agent"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"name\": \"n1.local.test\", \"api_secret\": \"hidden-1\", \"domain\": \"local.test\"}");
        agent = Agent.start(
                AgentSettings.of(Map.of(
                        "CHANTIER_AGENT_HOME", folder.toString(),
                        "CHANTIER_AGENT_PORT", "0",
                        "AGENT_PASSWORD", "secret")),
                bench.settings(Map.of(
                        "CHANTIER_AGENT_NGINX", home.resolve("nginx").toString(),
                        "CHANTIER_AGENT_NGINX_TEST", "true",
                        "CHANTIER_AGENT_NGINX_RELOAD", "true")));
        client = Client.withPassword(agent.port(), "secret");
        client.post("/authentication", "{\"token\": \"secret\"}");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private JsonNode get(String path) {
        return Wire.tree(client.get(path).body());
    }

    private AgentJob over(String path) {
        return client.over(
                Wire.read(client.post(path, "{}").body(), JobCreated.class).job());
    }

    @Test
    void a_server_tells_its_name_its_benches_and_no_secret() {
        var server = get("/server");
        assertThat(server.propertyNames()).containsExactlyInAnyOrder("name", "benches", "config");
        assertThat(server.get("name").asString()).isEqualTo("n1.local.test");
        assertThat(server.get("benches")).isEqualTo(get("/benches"));
        assertThat(server.get("config")).isEqualTo(get("/server/get-config"));
        assertThat(server.get("config").get("domain").asString()).isEqualTo("local.test");
        assertThat(server.get("config").get("benches_directory").asString())
                .isEqualTo(bench.directory().toString());
        assertThat(server.toString()).doesNotContain("pbkdf2").doesNotContain("hidden-1");
    }

    @Test
    void a_server_tells_how_it_is_in_the_words_of_the_contract() {
        var status = Wire.tree(client.post("/server/status", "{}").body());
        var theirs = Recording.of("140").json();
        assertThat(status.propertyNames()).containsExactlyInAnyOrderElementsOf(theirs.propertyNames());
        assertThat(status.get("stats").get("memory").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.get("stats").get("memory").propertyNames());
        assertThat(status.get("stats").get("memory").get("mem").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.get("stats").get("memory").get("mem").propertyNames());
        assertThat(status.get("stats").get("cpu").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.get("stats").get("cpu").propertyNames());
        assertThat(status.get("processes").get(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.get("processes").get(0).propertyNames());
        assertThat(status.get("supervisor").get(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.get("supervisor").get(0).propertyNames());
        assertThat(status.get("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
    }

    @Test
    void what_a_server_tells_of_itself_is_so() throws IOException {
        var status = Wire.tree(client.post("/server/status", "{}").body());
        var cpu = status.get("stats").get("cpu");
        assertThat(cpu.get("count").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(cpu.get("usage").get("cpu").asDouble()).isBetween(0.0, 100.0);
        var memory = status.get("stats").get("memory").get("mem");
        assertThat(memory.get("used").asLong() + memory.get("available").asLong())
                .isEqualTo(memory.get("total").asLong())
                .isPositive();
        var disk = status.get("stats").get("disk");
        assertThat(disk.get("total").asLong())
                .isEqualTo(Files.getFileStore(bench.directory()).getTotalSpace() / 1024 / 1024);
        assertThat(disk.get("available").asLong())
                .isBetween(0L, disk.get("total").asLong());
        assertThat(status.get("supervisor").get(0).get("description").asString())
                .startsWith("pid " + ProcessHandle.current().pid());
        assertThat(status.get("processes")
                        .valueStream()
                        .mapToLong(process -> Long.parseLong(process.get("PID").asString())))
                .hasSizeGreaterThan(3);
    }

    @Test
    void what_mariadb_works_on_is_told_to_who_knows_its_password() {
        var database = MariaDbServer.shared();
        bench.write(
                "sites/common_site_config.json", "{\"db_host\": \"127.0.0.1\", \"db_port\": " + database.port() + "}");

        var status = status(database.rootPassword());
        assertThat(status.get("mariadb").get(0).propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Recording.of("140").json().get("mariadb").get(0).propertyNames());
        assertThat(status.get("mariadb").toString()).containsIgnoringCase("show processlist");
        assertThat(status.has("mariadb_error")).isFalse();

        var denied = status("wrong");
        assertThat(denied.get("mariadb")).isEmpty();
        assertThat(denied.get("mariadb_error").asString())
                .contains("check the password")
                .doesNotContain("wrong");
        assertThat(denied.get("stats").get("cpu").get("count").asInt()).isPositive();
    }

    private JsonNode status(String rootPassword) {
        return Wire.tree(client.post("/server/status", "{\"mariadb_root_password\": \"" + rootPassword + "\"}")
                .body());
    }

    @Test
    void a_reload_of_nginx_is_told_as_the_real_agent_told_it() {
        var job = over("/server/reload");
        var theirs = Recording.of("123").json();
        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.name()).isEqualTo(theirs.get("name").asString());
        assertThat(job.steps()).extracting(AgentStep::name).containsExactly("Reload NGINX");
        assertThat(job.data().propertyNames())
                .containsExactlyInAnyOrderElementsOf(theirs.get("data").propertyNames());
        assertThat(job.data().get("command").asString()).isEqualTo("true");
        assertThat(home.resolve("nginx/00-chantier.conf")).exists();
    }

    @Test
    void the_sites_of_a_bench_tell_whether_they_answer() throws IOException {
        assertThat(get("/benches/" + StandInBench.NAME + "/status").get("sites").get(StandInBench.SITE))
                .isEqualTo(Wire.tree("{\"scheduler\": false, \"web\": false}"));
        var asked = new HashMap<String, String>();
        var web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/api/method/ping", exchange -> {
            asked.put("site", exchange.getRequestHeaders().getFirst("X-Frappe-Site-Name"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        try {
            bench.write("config.json", "{\"web_port\": " + web.getAddress().getPort() + "}");
            var status = get("/benches/" + StandInBench.NAME + "/status");
            assertThat(status.propertyNames())
                    .containsExactlyInAnyOrderElementsOf(
                            Recording.of("039").json().propertyNames());
            assertThat(status.get("sites").get(StandInBench.SITE).get("web").asBoolean())
                    .isTrue();
            assertThat(asked).containsEntry("site", StandInBench.SITE);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void requests_are_told_once_and_their_log_is_kept_for_a_day() throws IOException {
        var path = "/benches/" + StandInBench.NAME + "/monitor";
        assertThat(client.post(path).body()).isEqualTo("{\"data\":[]}");
        var logs = Files.createDirectories(bench.folder().resolve("logs/monitor"));
        var old = Files.writeString(logs.resolve("1.json.log"), "");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        bench.write("logs/monitor.json.log", "{\"duration\": 12}\n\n{\"duration\": 13}\n{\"dura");

        assertThat(Wire.tree(client.post(path).body()).get("data"))
                .isEqualTo(Wire.tree("[{\"duration\": 12}, {\"duration\": 13}]"));
        assertThat(client.post(path).body()).isEqualTo("{\"data\":[]}");
        assertThat(old).doesNotExist();
        assertThat(logs).isNotEmptyDirectory();
    }
}
