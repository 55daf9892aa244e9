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
