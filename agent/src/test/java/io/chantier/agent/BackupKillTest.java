package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.agent.backups.S3Store;
import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that is killed in the middle of a backup, of its way elsewhere or of a restore, goes on with it. */
class BackupKillTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final List<Process> agents = new ArrayList<>();
    private final S3Store store = S3Store.start();
    private final int port = Ports.free();
    private final Client client = Client.withPassword(port, "secret");

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RealSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer web;

    @BeforeEach
    void make() throws IOException {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), "shop.local.test");
        site.tell("create table db.tabNote (name varchar(140))", "insert into db.tabNote values ('before')");
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(home.resolve("dump")));
            Files.copy(home.resolve("dump"), exchange.getResponseBody());
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void kill() throws InterruptedException {
        for (var agent : agents) {
            agent.destroyForcibly().waitFor();
        }
        web.stop(0);
        store.letIn();
        store.close();
        site.drop();
    }

    private long backup() {
        return order(
                "/backup",
                Map.of(
                        "with_files",
                        true,
                        "offsite",
                        Map.of(
                                "bucket",
                                S3Store.BUCKET,
                                "path",
                                "shop",
                                "auth",
                                Map.of(
                                        "ACCESS_KEY",
                                        S3Store.ACCESS_KEY,
                                        "SECRET_KEY",
                                        S3Store.SECRET_KEY,
                                        "ENDPOINT_URL",
                                        store.endpoint()))));
    }

    private long order(String path, Map<String, ?> body) {
        var answer = client.post(site.path(path), Wire.write(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    /** Also what was printed before it is in the journal then. */
    private void awaitOutput(long job, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.job(job).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains(text)));
    }

    private void awaitSlow() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !Script.pids(bench.folder().resolve("pids")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "backup-database", "after-backup"})
    void a_backup_goes_on_after_a_kill_9_and_leaves_no_half_of_one(String point) throws Exception {
        bench.write("slow-" + point, "");
        var first = agent();
        long job = backup();
        awaitSlow();
        awaitOutput(job, "patch");

        first.destroyForcibly().waitFor();
        agent();
        bench.remove("slow-" + point);

        var over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        bench.assertNothingRuns();
        assertThat(store.keys()).hasSize(4);
        // Before the kill a whole backup may have been made, which nobody took elsewhere.
        assertThat(site.backups()).hasSize(point.equals("after-backup") ? 4 : 0);
    }

    @Test
    void an_upload_goes_on_after_a_kill_9() throws Exception {
        store.hold();
        var first = agent();
        long job = backup();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !store.sent().isEmpty());

        first.destroyForcibly().waitFor();
        assertThat(site.backups()).hasSize(4);
        store.letIn();
        agent();

        var over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(store.keys()).hasSize(4);
        assertThat(site.backups()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore", "restore-database", "after-restore", "migrate", "set-admin-password"})
    void a_restore_goes_on_after_a_kill_9(String point) throws Exception {
        var first = agent();
        var backups = client.over(order("/backup", Map.of())).data().get("backups");
        Files.copy(Path.of(backups.get("database").get("path").asString()), home.resolve("dump"));
        site.tell("insert into db.tabNote values ('after')");
        bench.write("slow-" + point, "");
        long job = order(
                "/restore",
                Map.of(
                        "apps",
                        List.of("frappe"),
                        "mariadb_root_password",
                        site.mariadb().rootPassword(),
                        "admin_password",
                        "of the administrator",
                        "database",
                        "http://127.0.0.1:" + web.getAddress().getPort() + "/dump.sql.gz"));
        awaitSlow();

        first.destroyForcibly().waitFor();
        agent();
        bench.remove("slow-" + point);

        var over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        bench.assertNothingRuns();
        assertThat(site.ask("select name from db.tabNote")).containsExactly("before");
        try (var sites = Files.list(bench.folder().resolve("sites"))) {
            assertThat(sites.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    private Process agent() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment().put("CHANTIER_AGENT_HOME", home.resolve("agent").toString());
        builder.environment().put("CHANTIER_AGENT_PORT", Integer.toString(port));
        builder.environment().put("CHANTIER_AGENT_BENCHES", bench.directory().toString());
        builder.environment().put("CHANTIER_AGENT_BENCH_COMMAND", bench.program());
        builder.environment().put("AGENT_PASSWORD", "secret");
        var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        agents.add(process);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
        return process;
    }

    private boolean answers() {
        try {
            return new Client(port, "").get("/ping").statusCode() == 401;
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
