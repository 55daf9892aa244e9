package io.chantier.agent;

import static io.chantier.agent.SiteHost.SITES;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.files.Folders;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database server is killed while a site is made, backed up or archived, and is there again later. */
class SiteWithoutDatabaseTest {

    private static final String SITE = "dark.example.test";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static MariaDbServer database;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SiteHost host;

    private boolean away;

    @BeforeAll
    static void begin() {
        database = MariaDbServer.start();
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @BeforeEach
    void start() {
        host = new SiteHost(home, database);
    }

    @AfterEach
    void stop() {
        host.close();
        if (away) {
            database.again();
        }
        for (var made : database.made()) {
            var name = made.substring(made.indexOf(' ') + 1);
            database.tell(
                    made.startsWith("database ") ? "drop database `" + name + "`" : "drop user `" + name + "`@`%`");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"install-app", "after-install-app", "scheduler", "add-system-manager"})
    void a_new_site_is_taken_back_once_the_server_is_there_again(String point) {
        long job = killedAt(point, this::newSite);
        awaitNoFolder();
        back();

        var over = host.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.data().get("output").asString()).contains("Can't connect");
        assertThat(database.made()).isEmpty();
        assertThat(host.folder(SITE)).doesNotExist();
        host.site(SITE);
    }

    @Test
    void a_new_site_is_taken_back_also_where_the_server_is_away_for_long() throws SQLException {
        long job = killedAt("install-app", this::newSite);
        awaitTried(1);
        journal("update job_step set attempts = 4 where name = '.claim'");
        awaitTried(5);
        assertThat(host.client.job(job).status()).isEqualTo(AgentStatus.RUNNING);
        back();
        journal("update job_dispatch set execution_time = (select min(created_at) from job)");

        assertThat(host.client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(database.made()).isEmpty();
        assertThat(host.folder(SITE)).doesNotExist();
    }

    @Test
    void a_bench_goes_on_while_a_failed_new_site_waits_for_its_database_and_only_the_name_is_kept() {
        long failed = killedAt("install-app", this::newSite);
        assertConfigured();
        long again = newSite();
        long archive = archive();
        assertConfigured();
        assertThat(host.client.job(failed).status()).isEqualTo(AgentStatus.RUNNING);
        assertThat(host.client.job(again).status()).isEqualTo(AgentStatus.PENDING);
        back();

        assertThat(host.client.over(failed).status()).isEqualTo(AgentStatus.FAILURE);
        var made = host.client.over(again);
        assertThat(made.status()).as(made.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(made.span().start())
                .isAfterOrEqualTo(host.client.job(failed).span().end());
        assertThat(host.client.over(archive).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(host.client.job(archive).span().start())
                .isAfterOrEqualTo(made.span().end());
        assertGone();
    }

    @Test
    void a_new_site_is_taken_back_also_where_its_bench_was_put_away_meanwhile() throws IOException {
        Folders.delete(host.folder(StandInBench.SITE));
        long failed = killedAt("install-app", this::newSite);
        putBenchAway();
        assertThat(host.client.job(failed).status()).isEqualTo(AgentStatus.RUNNING);
        back();

        assertThat(host.client.over(failed).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(database.made()).isEmpty();
    }

    /** An agent of before did not note where the database is. */
    @Test
    void one_that_an_earlier_version_began_says_what_is_left_where_its_bench_was_put_away() throws Exception {
        Folders.delete(host.folder(StandInBench.SITE));
        host.bench.write("slow-install-app", "");
        long failed = newSite();
        host.awaitOutput(failed, "patch 1");
        var left = host.database(SITE);
        assertThat(journal(
                        "update job_step set result = json_object('database', '" + left + "') where name = '.claim'"))
                .isEqualTo(1);
        kill();
        host.bench.remove("slow-install-app");
        putBenchAway();

        var over = host.client.over(failed);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.data().get("traceback").asString()).contains("undo-failed", left, "by hand", "is gone");
    }

    @Test
    void a_new_site_whose_server_has_another_password_meanwhile_says_at_once_what_is_left() throws SQLException {
        host.bench.write("slow-install-app", "");
        long job = newSite();
        host.awaitOutput(job, "patch 1");
        var left = host.database(SITE);
        host.bench.write("fail-after-install-app", "No");
        database.changeRootPassword("another");
        try {
            host.bench.remove("slow-install-app");

            var over = host.client.over(job);
            assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
            assertThat(over.data().get("traceback").asString())
                    .contains("undo-failed", left, left + "_limited", SITE, "by hand", "check the password");
            assertThat(tries()).isZero();
        } finally {
            database.changeRootPasswordBack("another");
        }
        assertThat(database.made()).containsExactlyInAnyOrder("database " + left, "user " + left);
        assertThat(host.folder(SITE)).doesNotExist();
        host.bench.remove("fail-after-install-app");
        host.site(SITE);
        assertThat(host.database(SITE)).isNotEqualTo(left);
    }

    /** A lock that the server waits for too long, as it does with a full disk or too many connections. */
    @Test
    void a_new_site_whose_server_refuses_for_a_while_is_taken_back_once_it_does_not() throws SQLException {
        long job = begun();
        var left = host.database(SITE);
        host.bench.write("fail-after-install-app", "No");
        database.tell("create table `" + left + "`.zz_locked (name varchar(140))", "set global lock_wait_timeout = 1");
        try (var lock = database.connect("root", database.rootPassword(), left);
                var statement = lock.createStatement()) {
            statement.execute("lock tables zz_locked write");
            host.bench.remove("slow-install-app");

            awaitTried(2);
            assertThat(host.client.job(job).status()).isEqualTo(AgentStatus.RUNNING);
            assertThat(database.made()).contains("database " + left);
        } finally {
            database.tell("set global lock_wait_timeout = default");
        }
        var over = host.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.toString()).doesNotContain("undo-failed");
        assertThat(database.made()).isEmpty();
    }

    /** The nginx of a bench whose configuration is broken is told nothing. */
    @Test
    void what_is_left_on_the_bench_and_in_the_server_is_told_together() throws SQLException {
        try (var nginx = new TestNginx(home.resolve("nginx"), Ports.free())) {
            host.close();
            host = new SiteHost(home, database, nginx::of);
            long job = begun();
            var left = host.database(SITE);
            host.bench.write("fail-after-install-app", "No");
            host.bench.write("sites/common_site_config.json", "{");
            database.changeRootPassword("another");
            try {
                host.bench.remove("slow-install-app");

                assertBothTold(host.client, job, left, "check the password");
            } finally {
                database.changeRootPasswordBack("another");
            }
        }
    }

    /** Without the key nobody knows the password of the server. */
    @Test
    void so_it_is_where_the_key_of_the_agent_is_gone() throws Exception {
        try (var nginx = new TestNginx(home.resolve("nginx"), Ports.free())) {
            host.close();
            host = new SiteHost(home, database, nginx::of);
            long job = begun();
            var left = host.database(SITE);
            host.close();
            Files.delete(home.resolve("agent/secrets.key"));
            host.bench.write("sites/common_site_config.json", "{");
            host.bench.remove("slow-install-app");
            try (var agent = TestAgents.start(home, nginx.of(host.bench))) {
                assertBothTold(Client.of(agent), job, left, "another key");
            }
        }
    }

    private void assertBothTold(Client client, long job, String left, String why) throws SQLException {
        awaitTried(1);
        assertThat(client.job(job).status()).isEqualTo(AgentStatus.RUNNING);
        journal("update job_step set attempts = 79 where name = '.claim'");

        var over = client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.data().get("traceback").asString())
                .contains("undo-failed", "mend the file", left, left + "_limited", "by hand", why);
    }

    @Test
    void a_new_site_whose_bench_has_another_server_meanwhile_is_made_on_none() throws Exception {
        host.bench.write("slow-new-site", "");
        long job = newSite();
        host.awaitOutput(job, "patch 1");
        host.close();
        var common = host.bench.text("sites/common_site_config.json");
        host.bench.write("sites/common_site_config.json", common.replace("127.0.0.1", "localhost"));
        assertThat(host.bench.text("sites/common_site_config.json")).isNotEqualTo(common);
        host.bench.remove("slow-new-site");
        try (var agent = TestAgents.start(home, host.bench.settings())) {
            var over = Client.of(agent).over(job);
            assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
            assertThat(over.data().get("traceback").asString())
                    .contains("database-server-changed", "localhost:", "127.0.0.1:", "order the site again");
        }
        assertThat(database.made()).isEmpty();
        assertThat(host.folder(SITE)).doesNotExist();
    }

    /** The last table waits for a lock, so that the others are in the dump already. */
    @ParameterizedTest
    @ValueSource(strings = {"", "leaves-halves"})
    void a_backup_that_is_cut_off_while_it_dumps_leaves_no_half_of_one(String program) throws Exception {
        host.site(SITE);
        if (!program.isEmpty()) {
            host.bench.write(program, "");
        }
        var name = host.database(SITE);
        database.tell("create table `" + name + "`.zz_last (name varchar(140))");
        try (var lock = database.connect("root", database.rootPassword(), name);
                var statement = lock.createStatement()) {
            statement.execute("lock tables zz_last write");
            long job = backup();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> !database.ask("select id from information_schema.processlist"
                                    + " where state like '%metadata lock%'")
                            .isEmpty());
            kill();

            var over = host.client.over(job);
            assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
            assertThat(Wire.write(over)).contains("Lost connection").doesNotContain("\"backups\"");
            assertThat(backups()).isEmpty();
        }
        back();
        var again = host.client.over(backup());
        assertThat(again.status()).as(again.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(backups()).hasSize(4);
    }

    @Test
    void a_backup_whose_server_is_gone_before_it_dumps_says_so_and_leaves_nothing() throws IOException {
        host.site(SITE);
        long job = killedAt("backup", this::backup);

        var over = host.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
        assertThat(over.data().get("output").asString()).contains("Can't connect");
        assertThat(backups()).isEmpty();
    }

    @Test
    void a_backup_whose_dump_is_done_needs_no_server_any_more() throws IOException {
        host.site(SITE);
        long job = killedAt("backup-database", this::backup);

        var over = host.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(backups()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-site", "drop-site-database", "after-drop-site"})
    void an_archive_is_whole_once_the_server_is_there_again(String point) {
        host.site(SITE);
        long job = killedAt(point, this::archive);
        host.awaitOutput(job, point.equals("drop-site") ? "Can't connect" : "Dropped");
        back();

        var over = host.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertGone();
    }

    @Test
    void an_archive_whose_server_stays_away_says_so_and_leaves_the_site_whole() throws SQLException {
        host.site(SITE);
        var tables = host.ask(SITE, TABLES.formatted(host.database(SITE)));
        long job = killedAt("drop-site", this::archive);
        host.awaitOutput(job, "Can't connect");
        journal("update job_step set attempts = 9 where name = 'Archive Site'");

        var over = host.client.over(job);
        assertThat(over.status()).as(over.toString()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(over.data())).contains("database-unreachable", "see whether it runs");
        back();
        assertThat(host.folder(SITE).resolve("site_config.json")).exists();
        assertThat(host.bench.folder().resolve("archived")).doesNotExist();
        assertThat(host.ask(SITE, TABLES.formatted(host.database(SITE)))).isEqualTo(tables);

        var again = host.client.over(archive());
        assertThat(again.status()).as(again.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertGone();
    }

    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = '%s' order by table_name";

    /** By a job that has its bench alone. */
    private void assertConfigured() {
        var common = Wire.tree(host.bench.text("sites/common_site_config.json"));
        var job = host.over(
                "/benches/" + StandInBench.NAME + "/config",
                Map.of("bench_config", Map.of(), "common_site_config", common));
        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
    }

    private void assertGone() {
        assertThat(database.made()).isEmpty();
        assertThat(host.folder(SITE)).doesNotExist();
        assertThat(host.bench.folder().resolve("archived").resolve(SITE)).exists();
    }

    private interface Ordered {
        long order();
    }

    private long killedAt(String point, Ordered what) {
        host.bench.write("slow-" + point, "");
        long job = what.order();
        host.awaitOutput(job, "patch 1");
        kill();
        host.bench.remove("slow-" + point);
        return job;
    }

    private void kill() {
        away = true;
        database.kill();
    }

    private void back() {
        database.again();
        away = false;
    }

    private long newSite() {
        return host.order(SITES, host.wanted(SITE));
    }

    /** One whose database and folder are there, and that goes on once {@code slow-install-app} is removed. */
    private long begun() {
        host.bench.write("slow-install-app", "");
        long job = newSite();
        host.awaitOutput(job, "patch 1");
        return job;
    }

    private long backup() {
        return host.order(SITES + "/" + SITE + "/backup", Map.of("with_files", true));
    }

    private long archive() {
        return host.order(SITES + "/" + SITE + "/archive", Map.of("mariadb_root_password", database.rootPassword()));
    }

    private List<Path> backups() throws IOException {
        try (var files = Files.list(host.folder(SITE).resolve("private/backups"))) {
            return files.toList();
        }
    }

    private void awaitNoFolder() {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !Files.exists(host.folder(SITE)));
    }

    private void awaitTried(int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> journal("update job_step set attempts = attempts where name = '.claim' and attempts >= "
                                + times)
                        == 1);
    }

    private void putBenchAway() {
        var archived = host.over("/benches/" + StandInBench.NAME + "/archive", Map.of());
        assertThat(archived.status()).as(archived.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(host.bench.folder()).doesNotExist();
    }

    private int tries() throws SQLException {
        return journal("update job_step set attempts = attempts where name = '.claim' and attempts > 0");
    }

    /** The pauses between the tries are too long for a test, so it moves their count and their end. */
    private int journal(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            return statement.executeUpdate(sql);
        }
    }
}
