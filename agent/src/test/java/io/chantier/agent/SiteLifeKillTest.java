package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site whose making or archiving is cut short by a {@code kill -9} of the agent, or of the MariaDB. */
class SiteLifeKillTest {

    private static final String SITE = "killed.example.test";

    /** The calls of nginx for a new site, in their order: a test and a reload for each of its steps. */
    private static final int NEW_SITE_CALLS = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram web = new WebProgram("the bench");

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set by each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set by each test
    private AgentProcesses agents;

    @BeforeEach
    void begin() {
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
    }

    @AfterEach
    void kill() {
        agents.close();
        nginx.close();
        web.close();
        Script.pids(bench.folder().resolve("pids")).stream()
                .filter(Script::runs)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private void start(MariaDbServer mariaDb) {
        bench = StandInBench.in(home, mariaDb, RedisServer.shared());
        bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        agents = new AgentProcesses(home, bench, nginx.heldEnvironment());
        agents.start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new-site",
                "new-site-database",
                "after-new-site",
                "install-app",
                "after-install-app",
                "scheduler",
                "after-add-system-manager",
                "after-set-password"
            })
    void after_a_kill_9_of_the_agent_the_site_is_made_all_the_same(String point) {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        start(mariaDb);
        bench.write("slow-" + point, "");
        long job = newSite(mariaDb);
        agents.awaitOutput(job, "patch 1");

        agents.kill9();
        bench.remove("slow-" + point);
        agents.start();

        assertMade(mariaDb, before, job);
        bench.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void after_a_kill_9_while_nginx_is_told_the_site_is_served_all_the_same(int call) throws IOException {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        start(mariaDb);
        nginx.hold(call);
        long job = newSite(mariaDb);
        nginx.awaitHeld();

        agents.kill9();
        nginx.letGo(call);
        agents.start();

        assertMade(mariaDb, before, job);
        assertThat(nginx.folder()).isDirectoryNotContaining("glob:**.before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Update Site Configuration", "Enable Scheduler", "Bench Setup NGINX"})
    void a_step_of_a_new_site_that_was_done_but_not_noted_is_done_again(String step) {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        start(mariaDb);
        agents.forget(step);
        long job = newSite(mariaDb);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isDone(step));

        agents.kill9();
        agents.forgetNothing();
        agents.start();

        assertMade(mariaDb, before, job);
    }

    private boolean isDone(String step) throws IOException {
        return switch (step) {
            case "Update Site Configuration" -> {
                var config = bench.folder().resolve("sites/" + SITE + "/site_config.json");
                yield Files.exists(config) && Files.readString(config).contains("Unlimited");
            }
            case "Enable Scheduler" -> bench.called().contains("scheduler enable");
            default -> nginx.visit(SITE, "/").contains("serves " + SITE);
        };
    }

    private void assertMade(MariaDbServer mariaDb, Set<String> before, long job) {
        var over = agents.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.SUCCESS);
        var config = config();
        assertThat(config).contains("\"plan\" : \"Unlimited\"");
        var database = Wire.tree(config).get("db_name").asString();
        assertThat(mariaDb.made()).hasSize(before.size() + 2).contains("database " + database, "user " + database);
        assertThat(mariaDb.ask("select app_name from `" + database + "`.`tabInstalled Application` order by idx"))
                .containsExactly("frappe", "erpnext");
        assertThat(mariaDb.ask("select name from `" + database + "`.__Auth order by name"))
                .containsExactly("ada@example.test", "Administrator");
        assertThat(mariaDb.ask("select value from `" + database + "`.tabSingles where field = 'enable_scheduler'"))
                .containsExactly("1");
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
    }

    private String config() {
        try {
            return Files.readString(bench.folder().resolve("sites/" + SITE + "/site_config.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent is killed once nginx serves the site; afterwards a step fails, and so all is taken back. */
    @Test
    void a_new_site_that_fails_after_a_kill_9_is_taken_back_with_its_route() throws Exception {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        start(mariaDb);
        nginx.hold(3);
        long job = newSite(mariaDb);
        nginx.awaitHeld();
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);

        agents.kill9();
        nginx.letGo(3);
        nginx.refuseNext();
        agents.start();

        assertThat(agents.client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(mariaDb.made()).hasSameElementsAs(before);
        assertThat(bench.folder().resolve("sites/" + SITE)).doesNotExist();
        assertThat(nginx.files()).doesNotContain(SITE);
        assertThat(nginx.isGood()).isTrue();
        nginx.awaitNone(SITE, "serves " + SITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-site", "drop-site-database", "after-drop-site"})
    void an_archive_that_a_kill_9_cuts_short_comes_to_its_end(String point) throws IOException {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        start(mariaDb);
        assertThat(agents.client.over(newSite(mariaDb)).status()).isEqualTo(AgentStatus.SUCCESS);
        bench.write("slow-" + point, "");
        long job = archive(mariaDb);
        agents.awaitOutput(job, "patch 1");

        agents.kill9();
        bench.remove("slow-" + point);
        agents.start();

        assertArchived(mariaDb, before, job);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_archive_that_a_kill_9_cuts_short_while_nginx_is_told_comes_to_its_end(int call) throws IOException {
        var mariaDb = MariaDbServer.shared();
        var before = Set.copyOf(mariaDb.made());
        start(mariaDb);
        assertThat(agents.client.over(newSite(mariaDb)).status()).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
        nginx.hold(NEW_SITE_CALLS + call);
        long job = archive(mariaDb);
        nginx.awaitHeld();

        agents.kill9();
        nginx.letGo(NEW_SITE_CALLS + call);
        agents.start();

        assertArchived(mariaDb, before, job);
    }

    private void assertArchived(MariaDbServer mariaDb, Set<String> before, long job) throws IOException {
        var over = agents.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(mariaDb.made()).hasSameElementsAs(before);
        assertThat(bench.folder().resolve("sites/" + SITE)).doesNotExist();
        assertThat(bench.folder().resolve("archived/" + SITE)).exists();
        assertThat(nginx.files()).doesNotContain(SITE);
        nginx.awaitNone(SITE, "serves " + SITE);
    }

    @Test
    void a_mariadb_that_is_gone_in_the_middle_leaves_nothing_half_made() {
        try (var mariaDb = MariaDbServer.start()) {
            start(mariaDb);
            bench.write("slow-new-site-database", "");
            long number = newSite(mariaDb);
            agents.awaitOutput(number, "patch 1");

            mariaDb.kill();
            bench.remove("slow-new-site-database");
            agents.awaitOutput(number, "Can't connect");
            mariaDb.again();

            AgentJob job = agents.client.over(number);
            assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
            assertThat(mariaDb.made()).hasSize(2);
        }
    }

    @Test
    void a_new_site_that_waits_to_be_taken_back_is_so_after_a_kill_9_too_and_keeps_the_bench_from_nobody() {
        try (var mariaDb = MariaDbServer.start()) {
            start(mariaDb);
            bench.write("slow-install-app", "");
            long number = newSite(mariaDb);
            agents.awaitOutput(number, "patch 1");
            mariaDb.kill();
            bench.remove("slow-install-app");
            assertConfigured();

            agents.kill9();
            agents.start();

            assertConfigured();
            assertThat(agents.client.job(number).status()).isEqualTo(AgentStatus.RUNNING);
            mariaDb.again();
            assertThat(agents.client.over(number).status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(mariaDb.made()).isEmpty();
            assertThat(bench.folder().resolve("sites/" + SITE)).doesNotExist();
        }
    }

    /** By a job that has its bench alone. */
    private void assertConfigured() {
        var common = Wire.tree(bench.text("sites/common_site_config.json"));
        var wanted = Map.of("bench_config", Map.of("web_port", web.port()), "common_site_config", common);
        var job = agents.client.over(order("/benches/" + StandInBench.NAME + "/config", wanted));
        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
    }

    private long newSite(MariaDbServer mariaDb) {
        return order(SiteHost.SITES, SiteHost.wanted(SITE, mariaDb));
    }

    private long archive(MariaDbServer mariaDb) {
        return order(SiteHost.SITES + "/" + SITE + "/archive", Map.of("mariadb_root_password", mariaDb.rootPassword()));
    }

    private long order(String path, Map<String, ?> body) {
        var answer = agents.client.post(path, Wire.write(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }
}
