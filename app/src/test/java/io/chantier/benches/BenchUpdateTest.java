package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.Agent;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.RealSite;
import io.chantier.agent.RedisServer;
import io.chantier.agent.StandInBench;
import io.chantier.agent.commands.Script;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A site goes to another bench of our own agent and comes back where that fails, with its tables on a real MariaDB. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchUpdateTest {

    private static final String OLD = StandInBench.NAME;
    private static final String NEW = "bench-0001-000002-n1";
    private static final Duration LONG = Duration.ofSeconds(180);

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Jobs work;

    @Autowired
    TeamFixture people;

    private final String host = "shop-" + UUID.randomUUID().toString().substring(0, 8) + ".example.org";
    private final int port = freePort();
    private StandInBench bench;
    private RealSite site;
    private RealAgent agent;
    private HttpServer web;
    private final List<Process> processes = new ArrayList<>();
    private volatile String silent = "";
    private Client api;
    private String server = "";
    private String slug = "";

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        for (var file : List.of("config.json", "sites/apps.txt", "sites/common_site_config.json")) {
            other(file, Files.readString(bench.folder().resolve(file)));
        }
        site = RealSite.on(bench, MariaDbServer.shared(), host);
        agent = agent();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", this::visit);
        web.start();
        api = Client.ofAdmin(environment);
        var added = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "S" + UUID.randomUUID(),
                        "url",
                        agent.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "reach",
                        "http://127.0.0.1:" + web.getAddress().getPort()));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
        var adopted = api.post("/api/bench-servers/" + server + "/adoptions", Map.of("bench", id(OLD), "host", host));
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        slug = Client.json(adopted).get("slug").asString();
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        Leftovers.remove(api, server);
        agent.close();
        web.stop(0);
        site.drop();
    }

    private RealAgent agent() {
        return new RealAgent(
                home,
                Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program(), "CHANTIER_AGENT_PORT", Integer.toString(port)));
    }

    /** The same as a program of its own, which can be killed. */
    private Process process() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", Integer.toString(port),
                        "CHANTIER_AGENT_BENCHES", bench.directory().toString(),
                        "CHANTIER_AGENT_BENCH_COMMAND", bench.program(),
                        "AGENT_PASSWORD", RealAgent.PASSWORD,
                        "PATH", home.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin"));
        var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        await().atMost(LONG).until(() -> api.get(path()).statusCode() == 200);
        return process;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a bench's web program: the site answers where its folder is, unless it is closed. */
    private void visit(HttpExchange exchange) throws IOException {
        var at = List.of(OLD, NEW).stream().filter(this::has).findFirst().orElse("");
        boolean answers = !at.isEmpty() && !at.equals(silent) && !isClosed(at);
        exchange.sendResponseHeaders(answers ? 200 : 503, -1);
        exchange.close();
    }

    private Path on(String benchName) {
        return bench.directory().resolve(benchName).resolve("sites").resolve(host);
    }

    private boolean has(String benchName) {
        return Files.exists(on(benchName).resolve("site_config.json"));
    }

    private boolean isClosed(String benchName) {
        try {
            var config = Files.readString(on(benchName).resolve("site_config.json"));
            return config.replace(" ", "").contains("\"maintenance_mode\":1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void other(String file, String text) {
        try {
            var path = bench.directory().resolve(NEW).resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove(String file) {
        try {
            Files.delete(bench.directory().resolve(NEW).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String id(String benchName) {
        return database.sql("select id::text from bench where server_id = ?::uuid and name = ?")
                .params(server, benchName)
                .query(String.class)
                .single();
    }

    /** Both benches say that they have the same. */
    private void sameVersions() {
        database.sql(
                        "update bench set apps = '{\"frappe\": \"16.0.0\", \"erpnext\": \"16.0.0\"}' where server_id = ?::uuid")
                .param(server)
                .update();
    }

    @Test
    void a_site_is_backed_up_moved_and_migrated() {
        var listed = Client.json(api.get(path()));
        assertThat(listed.at("/home/name").asString()).isEqualTo(OLD);
        assertThat(listed.at("/targets/0/place/name").asString()).isEqualTo(NEW);
        assertThat(listed.at("/targets/0/way").asString()).isEqualTo("MIGRATE");
        assertThat(listed.at("/targets/0/changes/0/app").asString()).isEqualTo("frappe");

        var job = ended(update(NEW));

        assertThat(job.state()).as(job.toString()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps().stream().map(JobStep::name))
                .containsExactly(
                        "compare-benches", "back-up-bench-site", "update-bench-site", "move-bench-home", "verify");
        assertThat(agentJobs()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(has(NEW)).isTrue();
        assertThat(isClosed(NEW)).isFalse();
        assertThat(ask("select migrated from db.tabUser where name = 'Guest'")).containsExactly("1");
        assertThat(home()).isEqualTo(NEW);
        assertThat(Client.json(api.get("/api/sites/" + slug + "/backups")).get("items"))
                .hasSize(1);
        assertThat(Client.json(api.get(path())).at("/last/0/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(database.sql("select details ->> 'to' from audit_event where action = 'site.update-on-bench'"
                                + " and details ->> 'slug' = ?")
                        .param(slug)
                        .query(String.class)
                        .list())
                .containsExactly(NEW);
    }

    @Test
    void where_the_versions_are_the_same_nothing_is_migrated() {
        sameVersions();
        assertThat(Client.json(api.get(path())).at("/targets/0/way").asString()).isEqualTo("NONE");

        var job = ended(update(NEW));

        assertThat(job.state()).as(job.toString()).isEqualTo(JobState.SUCCEEDED);
        assertThat(agentJobs()).containsExactly("Backup Site", "Update Site Pull");
        assertThat(ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void after_a_failed_migration_the_site_answers_on_its_old_bench_with_its_tables() {
        other("migration.sql", "drop table tabDefaultValue;");
        other("fail-migrate-tables", "pymysql.err.OperationalError: (1054, \"Unknown column 'foo'\")");

        var job = ended(update(NEW));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        var why = Objects.requireNonNull(job.failure());
        assertThat(why.code()).isEqualTo("bench-update-failed");
        assertThat(why.arguments().get("said")).contains("Unknown column");
        assertThat(agentJobs()).containsExactly("Backup Site", "Update Site Migrate", "Recover Failed Site Migrate");
        assertAnswersOnTheOld();
        assertThat(ask("select defkey from db.tabDefaultValue")).containsExactly("time_zone");
        assertThat(state()).isEqualTo("LIVE");
        assertThat(Client.json(api.get("/api/sites/" + slug)).get("problem").toString())
                .contains("Unknown column");

        remove("fail-migrate-tables");
        remove("migration.sql");
        retry(job);
        assertThat(ended(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(agentJobs()).endsWith("Backup Site", "Update Site Migrate");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void a_site_that_does_not_answer_after_its_update_goes_back() {
        silent = NEW;

        var job = ended(update(NEW));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("bench-update-silent");
        assertThat(agentJobs()).contains("Recover Failed Site Migrate");
        assertAnswersOnTheOld();
        await().atMost(LONG)
                .until(() -> Client.json(api.get("/api/sites/" + slug))
                        .at("/problem")
                        .toString()
                        .contains("503"));
    }

    @Test
    void an_update_that_is_called_off_in_the_middle_goes_back() {
        other("slow-migrate-tables", "");
        var job = begun(update(NEW));
        awaitMigration();
        assertRefused(update(NEW), 409, "site-busy");

        assertThat(api.post("/api/jobs/" + job + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);

        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        assertAnswersOnTheOld();
        assertThat(state()).isEqualTo("LIVE");
    }

    @Test
    void an_agent_that_goes_away_in_the_middle_is_waited_for() {
        other("slow-migrate-tables", "");
        var job = begun(update(NEW));
        awaitMigration();
        agent.close();
        remove("slow-migrate-tables");
        agent = agent();

        assertThat(ended(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(agentJobs()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void an_agent_that_is_killed_in_the_middle_goes_on() throws Exception {
        agent.close();
        var process = process();
        other("slow-migrate-tables", "");
        var job = begun(update(NEW));
        awaitMigration();
        process.destroyForcibly().waitFor();
        remove("slow-migrate-tables");
        agent = agent();

        assertThat(ended(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(agentJobs()).containsExactly("Backup Site", "Update Site Migrate");
        assertThat(home()).isEqualTo(NEW);
    }

    @Test
    void a_connection_to_the_database_that_breaks_on_the_way_back_is_tried_once_more() throws Exception {
        var lost = home.resolve("lost-once");
        Script.in(Files.createDirectories(home.resolve("bin")), "mariadb", """
                if rm %s 2> /dev/null; then
                    echo 'ERROR 2006 (HY000) at line 1: MySQL server has gone away'
                    exit 1
                fi
                exec /usr/bin/mariadb "$@"
                """.formatted(lost));
        agent.close();
        var process = process();
        other("slow-migrate-tables", "");
        var job = begun(update(NEW));
        awaitMigration();
        Files.createFile(lost);
        api.post("/api/jobs/" + job + "/cancel", Map.of());

        assertThat(ended(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(agentJobs()).endsWith("Recover Failed Site Migrate", "Restore Site Tables");
        assertThat(has(OLD)).isTrue();
        assertThat(isClosed(OLD)).isFalse();
        assertThat(ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(home()).isEqualTo(OLD);
        process.destroyForcibly().waitFor();
    }

    @Test
    void a_way_back_that_fails_is_fatal_until_somebody_mends_its_cause() throws IOException {
        other("slow-migrate-tables", "");
        var job = begun(update(NEW));
        awaitMigration();
        var dump = on(NEW).resolve(".migrate/tabUser.sql.gz");
        var whole = Files.readAllBytes(dump);
        Files.write(dump, List.of("broken"));
        api.post("/api/jobs/" + job + "/cancel", Map.of());

        var over = ended(job);
        assertThat(over.state()).isEqualTo(JobState.FAILED);
        var why = Objects.requireNonNull(over.failure());
        assertThat(why.code()).isEqualTo("bench-update-fatal");
        assertThat(why.arguments()).containsEntry("job", "Recover Failed Site Migrate");
        assertThat(state()).isEqualTo("BROKEN");
        assertRefused(update(NEW), 409, "site-state");

        Files.write(on(OLD).resolve(".migrate/tabUser.sql.gz"), whole);
        retry(over);
        var returned = ended(job);
        assertThat(Objects.requireNonNull(returned.failure()).code()).isEqualTo("bench-update-returned");
        assertThat(agentJobs()).endsWith("Recover Failed Site Migrate", "Restore Site Tables");
        assertThat(has(OLD)).isTrue();
        assertThat(isClosed(OLD)).isFalse();
        assertThat(ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(state()).isEqualTo("LIVE");
    }

    @Test
    void what_cannot_be_is_refused_and_nothing_is_ordered() {
        assertRefused(api.post(path(), Map.of()), 422, "invalid");
        assertRefused(api.post(path(), Map.of("bench", "x")), 422, "invalid");
        assertRefused(api.post(path(), Map.of("bench", UUID.randomUUID().toString())), 422, "invalid");
        assertRefused(update(OLD), 422, "invalid");
        other("sites/apps.txt", "erpnext\n");
        database.sql("update bench set apps = '{\"erpnext\": \"\"}' where id = ?::uuid")
                .param(id(NEW))
                .update();
        assertRefused(update(NEW), 409, "bench-lacks-apps");
        assertThat(Client.json(api.get(path())).get("targets")).isEmpty();
        other("sites/apps.txt", "frappe\nerpnext\n");
        sameVersions();
        database.sql("update bench set apps = apps || '{\"frappe\": \"15.9.0\"}' where id = ?::uuid")
                .param(id(NEW))
                .update();
        assertThat(Client.json(api.get(path())).at("/targets/0/way").asString()).isEqualTo("NO_WAY");
        assertRefused(update(NEW), 409, "bench-update-no-way");

        var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
        assertThat(editor.get(path()).statusCode()).isEqualTo(200);
        assertThat(editor.post(path(), Map.of("bench", id(NEW))).statusCode()).isEqualTo(403);
        assertThat(agentJobs()).isEmpty();
    }

    @Test
    void an_agent_that_is_away_is_said() {
        agent.close();
        assertThat(api.get(path()).statusCode()).isEqualTo(502);
        assertThat(update(NEW).statusCode()).isEqualTo(502);
        agent = agent();
    }

    private String path() {
        return "/api/sites/" + slug + "/updates";
    }

    private HttpResponse<String> update(String benchName) {
        return api.post(path(), Map.of("bench", id(benchName)));
    }

    private void awaitMigration() {
        await().atMost(LONG).until(() -> ask("show tables from `db`").contains("tabMade by Migration"));
    }

    private List<String> ask(String sql) {
        return MariaDbServer.shared()
                .ask(sql.replace("`db`", "`" + site.database() + "`").replace("db.", "`" + site.database() + "`."));
    }

    private void assertAnswersOnTheOld() {
        assertThat(has(OLD)).isTrue();
        assertThat(has(NEW)).isFalse();
        assertThat(isClosed(OLD)).isFalse();
        assertThat(home()).isEqualTo(OLD);
        assertThat(ask("show columns from db.tabUser")).doesNotContain("migrated");
        assertThat(ask("show tables from `db`")).doesNotContain("tabMade by Migration");
    }

    private String home() {
        return Client.json(api.get(path())).at("/home/name").asString();
    }

    private String state() {
        return Client.json(api.get("/api/sites/" + slug)).get("state").asString();
    }

    /** What the agent was ordered to do with the site, oldest first. */
    private List<String> agentJobs() {
        return database.sql("select name from agent_job where server_id = ?::uuid order by sequence")
                .param(server)
                .query(String.class)
                .list();
    }

    private static JobId begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JobId.of(Client.json(answer).get("job").asString());
    }

    private Job ended(HttpResponse<String> answer) {
        return ended(begun(answer));
    }

    private Job ended(JobId job) {
        await().atMost(LONG).until(() -> !work.find(job).orElseThrow().state().isActive());
        return work.find(job).orElseThrow();
    }

    private void retry(Job job) {
        assertThat(api.post("/api/jobs/" + job.id() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
