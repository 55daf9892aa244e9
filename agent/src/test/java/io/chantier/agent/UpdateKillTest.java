package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that is killed in the middle of an update, or of the way back, goes on with it. */
class UpdateKillTest {

    private static final String OLD = StandInBench.NAME;
    private static final String NEW = "bench-0001-000002-n1";
    private static final String SITE = "shop.local.test";

    /** A program that waits, as long as a file is there, before it is the real one. */
    private static final String SLOW = """
            if [ -f %s ]; then
                echo $$ >> %s
                while [ -f %s ]; do sleep 0.1; done
            fi
            exec /usr/bin/%s "$@"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final List<Process> agents = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    private final WebProgram web = new WebProgram("the bench");
    private final int port = Ports.free();
    private final Client client = Client.withPassword(port, "secret");

    @BeforeEach
    void make() throws Exception {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        site = TestSite.on(bench, SITE);
        site.otherBench(NEW);
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        for (var program : List.of("mariadb", "mariadb-dump")) {
            var slow = slow(program);
            Script.in(
                    Files.createDirectories(home.resolve("bin")), program, SLOW.formatted(slow, pids(), slow, program));
        }
    }

    @AfterEach
    void kill() throws InterruptedException {
        for (var agent : agents) {
            agent.destroyForcibly().waitFor();
        }
        nginx.close();
        web.close();
        site.drop();
    }

    @ParameterizedTest
    @CsvSource({
        OLD + ", set-maintenance-mode",
        OLD + ", ready-for-migration",
        ", mariadb-dump",
        NEW + ", migrate",
        NEW + ", set-maintenance-mode",
        NEW + ", build-search-index"
    })
    void an_update_goes_on_after_a_kill_9(String where, String point) throws Exception {
        var slow =
                where == null ? slow(point) : bench.directory().resolve(where).resolve("slow-" + point);
        var pids = where == null ? pids() : bench.directory().resolve(where).resolve("pids");
        Files.createFile(slow);
        var first = agent();
        long job = post(OLD, "/update/migrate", Map.of("target", NEW));
        awaitRunning(pids);

        first.destroyForcibly().waitFor();
        Files.delete(slow);
        agent();

        var over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(Script.pids(pids)).noneMatch(Script::runs);
        assertThat(site.on(NEW).resolve("site_config.json")).exists();
        assertThat(site.on(OLD)).doesNotExist();
        assertThat(site.ask("select count(*) from `tabMade by Migration`")).containsExactly("0");
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
    }

    /** Each of the three steps is a test and a reload. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void an_update_goes_on_after_a_kill_9_while_nginx_is_told(int call) throws Exception {
        nginx.hold(call);
        var first = agent();
        long job = post(OLD, "/update/migrate", Map.of("target", NEW));
        nginx.awaitHeld();

        first.destroyForcibly().waitFor();
        nginx.letGo(call);
        agent();

        assertUpdated(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Move Site", "Clear Backup Directory"})
    void a_step_that_was_done_but_not_noted_is_done_again(String step) throws Exception {
        var kept = Files.createDirectories(site.on(OLD).resolve(".migrate")).resolve("earlier");
        Files.writeString(kept, "of an earlier update");
        var first = agent();
        journal("create trigger forgotten before update on job_step when new.state = 'DONE' and new.name = '" + step
                + "' begin select raise(abort, 'forgotten'); end");
        long job = post(OLD, "/update/migrate", Map.of("target", NEW));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !Files.exists(step.equals("Move Site") ? site.on(OLD) : kept));

        first.destroyForcibly().waitFor();
        journal("drop trigger forgotten");
        agent();

        assertUpdated(job);
    }

    private void assertUpdated(long job) {
        var over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.on(NEW).resolve("site_config.json")).exists();
        assertThat(site.on(OLD)).doesNotExist();
        assertThat(site.ask("select migrated from tabUser where name = 'Guest'"))
                .containsExactly("1");
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
        assertThat(nginx.folder()).isDirectoryNotContaining("glob:**.before");
    }

    @Test
    void the_way_back_goes_on_after_a_kill_9() throws Exception {
        var first = agent();
        Files.createFile(bench.directory().resolve(NEW).resolve("fail-migrate-tables"));
        assertThat(client.over(post(OLD, "/update/migrate", Map.of("target", NEW)))
                        .status())
                .isEqualTo(AgentStatus.FAILURE);
        Files.createFile(slow("mariadb"));
        long job = post(NEW, "/update/migrate/recover", Map.of("target", OLD));
        awaitRunning(pids());

        first.destroyForcibly().waitFor();
        Files.delete(slow("mariadb"));
        agent();

        AgentJob over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(Script.pids(pids())).noneMatch(Script::runs);
        assertThat(site.ask("show tables"))
                .doesNotContain("tabMade by Migration")
                .contains("tabUser");
        assertThat(site.ask("show columns from tabUser")).doesNotContain("migrated");
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
    }

    @Test
    void after_a_migration_that_was_cut_off_all_tables_are_taken_back() throws Exception {
        var migration = bench.directory().resolve(NEW).resolve("migration.sql");
        Files.writeString(migration, "update tabDefaultValue set defvalue = 'Asia/Tokyo'; select sleep(120);");
        var first = agent();
        long job = post(OLD, "/update/migrate", Map.of("target", NEW));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> site.ask("select defvalue from tabDefaultValue").contains("Asia/Tokyo"));

        first.destroyForcibly().waitFor();
        Files.delete(migration);
        Files.createFile(bench.directory().resolve(NEW).resolve("fail-migrate-tables"));
        agent();
        assertThat(client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        var back = client.over(post(NEW, "/update/migrate/recover", Map.of("target", OLD)));

        assertThat(back.status()).as(Wire.write(back)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select defvalue from tabDefaultValue")).containsExactly("Europe/Paris");
        assertThat(site.ask("show columns from tabUser")).doesNotContain("migrated");
        assertThat(site.ask("show tables")).doesNotContain("tabMade by Migration");
    }

    private Path slow(String program) {
        return home.resolve("slow-" + program);
    }

    private Path pids() {
        return home.resolve("pids");
    }

    private static void awaitRunning(Path pids) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(pids) && Script.pids(pids).stream().anyMatch(Script::runs));
    }

    private void journal(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute(sql);
        }
    }

    private long post(String where, String path, Map<String, ?> body) {
        var answer = client.post("/benches/" + where + "/sites/" + SITE + path, Wire.write(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    private Process agent() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment().putAll(nginx.heldEnvironment());
        builder.environment()
                .putAll(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", Integer.toString(port),
                        "CHANTIER_AGENT_BENCHES", bench.directory().toString(),
                        "CHANTIER_AGENT_BENCH_COMMAND", bench.program(),
                        "AGENT_PASSWORD", "secret",
                        "PATH", home.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin"));
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
